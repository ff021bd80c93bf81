import { type InfiniteData, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useClaim } from './claiming';
import type { Page } from './pages';
import { sessionKeys } from './session';
import type { UserTask } from './types';
import { userTaskKeys } from './userTasks';

const free = {
  key: '4711',
  name: 'Approve the claim',
  assignee: null,
  claimed_at: null,
  can: { claim: true, unclaim: false, assign: false, complete: false },
} as UserTask;

let answerClaim: (answer: Response) => void;
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const list = userTaskKeys.list({ view: 'unassigned' });

beforeEach(() => {
  queries.clear();
  queries.setQueryData(sessionKeys.all, { authenticated: true, user: { username: 'ada', roles: [] } });
  queries.setQueryData(userTaskKeys.one('4711'), free);
  queries.setQueryData(list, { pages: [{ items: [free], next: null }], pageParams: [undefined] });
  vi.stubGlobal('fetch', (request: Request) =>
    request.method === 'POST'
      ? new Promise<Response>((resolve) => {
          answerClaim = resolve;
        })
      : // What is refetched afterwards never comes: nothing shown may wait for it.
        new Promise<Response>(() => undefined),
  );
});
afterEach(() => vi.unstubAllGlobals());

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const shownInList = () =>
  queries.getQueryData<InfiniteData<Page<UserTask>>>(list)?.pages[0]?.items[0]?.assignee;
const shownOpen = () => queries.getQueryData<UserTask>(userTaskKeys.one('4711'));

function claim(onRefused: (problem: Error) => void = () => undefined) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const { result, unmount } = renderHook(() => useClaim(onRefused), { wrapper });
  act(() => result.current.mutate('4711'));
  return { unmount };
}

test('a claimed task is mine at once, before the server has answered', async () => {
  claim();
  await waitFor(() => expect(shownOpen()?.assignee).toBe('ada'));
  expect(shownOpen()?.can.complete).toBe(true);
  expect(shownInList()).toBe('ada');
});

test('whoever was too late sees the task as it was and hears who was quicker', async () => {
  const onRefused = vi.fn();
  claim(onRefused);
  await waitFor(() => expect(shownInList()).toBe('ada'));
  answerClaim(json(409, { detail: 'Ben claimed this task 4 s ago.' }));
  await waitFor(() => expect(onRefused).toHaveBeenCalledOnce());
  expect(onRefused.mock.calls[0]?.[0].message).toBe('Ben claimed this task 4 s ago.');
  expect(shownOpen()?.assignee).toBeNull();
  expect(shownInList()).toBeNull();
});

test('the news also reaches whoever has gone on to another task', async () => {
  const onRefused = vi.fn();
  const { unmount } = claim(onRefused);
  await waitFor(() => expect(shownInList()).toBe('ada'));
  unmount();
  answerClaim(json(409, { detail: 'Ben claimed this task 4 s ago.' }));
  await waitFor(() => expect(onRefused).toHaveBeenCalledOnce());
});
