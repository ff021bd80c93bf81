/**
 * Claiming makes a task mine, releasing (unclaim) gives it back. Both show at once and ask the server behind the scenes;
 * if somebody else was quicker, what was shown is taken back and the caller learns from the problem who it was.
 *
 * Callbacks do not wait for the refetches they set off: React Query would hold back the news until those are done.
 */
import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import type { Page } from './pages';
import type { ApiProblem } from './problem';
import { useUser } from './session';
import type { UserTask } from './types';
import { invalidateInbox, userTaskKeys } from './userTasks';

type TaskPages = InfiniteData<Page<UserTask>, string | undefined>;

export function claimedBy(username: string, at: Date): (task: UserTask) => UserTask {
  return (task) => ({
    ...task,
    assignee: username,
    claimed_at: at.toISOString(),
    can: { ...task.can, claim: false, unclaim: true, delegate: true, plan: true, complete: true },
  });
}

export function released(task: UserTask): UserTask {
  return {
    ...task,
    assignee: null,
    claimed_at: null,
    can: {
      ...task.can,
      claim: true,
      unclaim: false,
      delegate: false,
      plan: task.can.assign,
      complete: false,
    },
  };
}

/** Changes one task wherever it is on the screen, without asking the server. */
export function changeTask(queries: QueryClient, key: string, change: (task: UserTask) => UserTask): void {
  queries.setQueryData<UserTask>(userTaskKeys.one(key), (task) => task && change(task));
  queries.setQueriesData<TaskPages>({ queryKey: userTaskKeys.lists }, (list) => {
    if (!list?.pages.some((page) => page.items.some((task) => task.key === key))) return list;
    const pages = list.pages.map((page) => ({
      ...page,
      items: page.items.map((task) => (task.key === key ? change(task) : task)),
    }));
    return { ...list, pages };
  });
}

type Optimistic = { key: string; shown: (task: UserTask) => UserTask; ask: () => Promise<UserTask> };

/** Heard even when another task is on the screen by then. */
type OnRefused = (problem: ApiProblem, key: string) => void;

function useOptimistic(build: (key: string) => Optimistic, onRefused: OnRefused) {
  const queries = useQueryClient();
  return useMutation<UserTask, ApiProblem, string, { lists: [readonly unknown[], unknown][] }>({
    mutationFn: (key) => build(key).ask(),
    onMutate: async (key) => {
      await queries.cancelQueries({ queryKey: userTaskKeys.lists });
      await queries.cancelQueries({ queryKey: userTaskKeys.one(key) });
      const lists = [
        ...queries.getQueriesData({ queryKey: userTaskKeys.lists }),
        ...queries.getQueriesData({ queryKey: userTaskKeys.one(key) }),
      ] as [readonly unknown[], unknown][];
      changeTask(queries, key, build(key).shown);
      return { lists };
    },
    onError: (problem, key, before) => {
      for (const [queryKey, data] of before?.lists ?? []) queries.setQueryData(queryKey, data);
      void queries.invalidateQueries({ queryKey: userTaskKeys.one(key) });
      onRefused(problem, key);
    },
    onSuccess: (task) => changeTask(queries, task.key, () => task),
    onSettled: () => void invalidateInbox(queries),
  });
}

export function useClaim(onRefused: OnRefused) {
  const me = useUser()?.username ?? '';
  return useOptimistic(
    (key) => ({
      key,
      shown: claimedBy(me, new Date()),
      ask: () => answer(api.POST('/api/user-tasks/{key}/claim/', { params: { path: { key } } })),
    }),
    onRefused,
  );
}

export function useUnclaim(onRefused: OnRefused) {
  return useOptimistic(
    (key) => ({
      key,
      shown: released,
      ask: () => answer(api.POST('/api/user-tasks/{key}/unclaim/', { params: { path: { key } } })),
    }),
    onRefused,
  );
}
