import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refresher } from './Refresher';

let fetches: number;
let stop: () => void;
let refresher: Refresher;

beforeEach(async () => {
  vi.useFakeTimers();
  fetches = 0;
  const queries = new QueryClient();
  const observer = new QueryObserver(queries, {
    queryKey: ['list'],
    queryFn: async () => {
      fetches += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return fetches;
    },
  });
  stop = observer.subscribe(() => {});
  refresher = new Refresher(queries, 1_000);
  await vi.advanceTimersByTimeAsync(300);
  expect(fetches).toBe(1);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('fetches at once, and at most once per interval however often it is told', async () => {
  for (let told = 0; told < 20; told++) {
    refresher.refresh(['list']);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(2_000);
  expect(fetches - 1).toBeGreaterThanOrEqual(2);
  expect(fetches - 1).toBeLessThanOrEqual(3);
});

it('fetches once more after the last word, which may have come during a fetch', async () => {
  refresher.refresh(['list']);
  await vi.advanceTimersByTimeAsync(100);
  refresher.refresh(['list']);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(fetches - 1).toBe(2);
});

it('rests when nothing is said', async () => {
  refresher.refresh(['list']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fetches - 1).toBe(1);
});
