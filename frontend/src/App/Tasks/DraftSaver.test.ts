import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftSaver } from './DraftSaver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a draft is saved once, a moment after the last change', async () => {
  const save = vi.fn(async () => undefined);
  const draft = new DraftSaver(save);
  draft.write({ name: 'A' });
  await vi.advanceTimersByTimeAsync(500);
  draft.write({ name: 'Ad' });
  await vi.advanceTimersByTimeAsync(500);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);
  expect(save).toHaveBeenCalledExactlyOnceWith({ name: 'Ad' });
  expect(draft.state.phase).toBe('saved');
});

test('leaving the task saves at once, and only what is not saved yet', async () => {
  const save = vi.fn(async () => undefined);
  const draft = new DraftSaver(save);
  draft.write({ name: 'Ada' });
  await draft.flush();
  await draft.flush();
  await vi.runAllTimersAsync();
  expect(save).toHaveBeenCalledTimes(1);
});

test('nothing is saved after the task is completed', async () => {
  const save = vi.fn(async () => undefined);
  const draft = new DraftSaver(save);
  draft.write({ name: 'Ada' });
  draft.drop();
  await vi.runAllTimersAsync();
  await draft.flush();
  expect(save).not.toHaveBeenCalled();
});

test('what could not be saved says why, and goes along with the next save', async () => {
  const save = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('No connection'));
  const draft = new DraftSaver(save);
  draft.write({ name: 'Ada' });
  await vi.runAllTimersAsync();
  expect(draft.state).toEqual({ phase: 'failed', message: 'No connection' });
  await draft.flush();
  expect(save).toHaveBeenLastCalledWith({ name: 'Ada' });
  expect(draft.state.phase).toBe('saved');
});

test('a change during a save is not reported as saved', async () => {
  let finish: () => void = () => undefined;
  const draft = new DraftSaver(() => new Promise<void>((resolve) => (finish = resolve)));
  draft.write({ name: 'A' });
  const saving = draft.flush();
  await Promise.resolve();
  draft.write({ name: 'Ad' });
  finish();
  await saving;
  expect(draft.state.phase).toBe('unsaved');
});

test('an older draft never overtakes a newer one', async () => {
  const finish: (() => void)[] = [];
  const save = vi.fn(() => new Promise<void>((resolve) => finish.push(resolve)));
  const draft = new DraftSaver(save);
  draft.write({ name: 'A' });
  void draft.flush();
  await vi.advanceTimersByTimeAsync(0);
  draft.write({ name: 'Ad' });
  void draft.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(save).toHaveBeenCalledTimes(1);
  finish[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(save).toHaveBeenLastCalledWith({ name: 'Ad' });
});
