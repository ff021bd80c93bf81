/** User tasks: the work that waits for people. Only what the user may see is ever listed. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from './client';
import { byCursor } from './pages';
import type { operations } from './schema';
import type { Variables } from './types';

export type UserTaskFilter = Omit<
  NonNullable<operations['user_tasks_list']['parameters']['query']>,
  'cursor' | 'limit'
>;

export const userTaskKeys = {
  all: ['user-tasks'] as const,
  lists: ['user-tasks', 'list'] as const,
  list: (filter: UserTaskFilter) => ['user-tasks', 'list', filter] as const,
  counts: ['user-tasks', 'counts'] as const,
  ones: ['user-tasks', 'one'] as const,
  one: (key: string) => ['user-tasks', 'one', key] as const,
  form: (key: string) => ['user-tasks', 'form', key] as const,
};

export const userTasksQuery = (filter: UserTaskFilter) =>
  infiniteQueryOptions({
    queryKey: userTaskKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/user-tasks/', {
          params: { query: { ...filter, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const userTaskCountsQuery = queryOptions({
  queryKey: userTaskKeys.counts,
  queryFn: ({ signal }) => answer(api.GET('/api/user-tasks/counts/', { signal })),
});

export const userTaskQuery = (key: string) =>
  queryOptions({
    queryKey: userTaskKeys.one(key),
    queryFn: ({ signal }) => answer(api.GET('/api/user-tasks/{key}/', { params: { path: { key } }, signal })),
  });

/** Fetched anew for each opening of the task: the draft may have been written elsewhere meanwhile. */
export const userTaskFormQuery = (key: string) =>
  queryOptions({
    queryKey: userTaskKeys.form(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user-tasks/{key}/form/', { params: { path: { key } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const useUserTasks = (filter: UserTaskFilter) =>
  useInfiniteQuery({ ...userTasksQuery(filter), placeholderData: keepPreviousData });
export const useUserTaskCounts = () => useQuery(userTaskCountsQuery);
export const useUserTask = (key: string) => useQuery(userTaskQuery(key));
export const useUserTaskForm = (key: string) => useQuery(userTaskFormQuery(key));

/** Also as the page goes away: the browser sends on what `keepalive` marks, up to the size it allows. */
export function saveDraft(key: string, data: Variables): Promise<unknown> {
  const keepalive = JSON.stringify(data).length < KEEPALIVE_LIMIT;
  return answer(
    api.PUT('/api/user-tasks/{key}/draft/', { params: { path: { key } }, body: { data }, keepalive }),
  );
}

/** Browsers allow 64 KiB for all such requests together; letters beyond ASCII take more than one byte. */
const KEEPALIVE_LIMIT = 16_000;

export function useAssignUserTask(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (assignee: string) =>
      answer(
        api.POST('/api/user-tasks/{key}/assignment/', { params: { path: { key } }, body: { assignee } }),
      ),
    onSuccess: (task) => void queries.setQueryData(userTaskKeys.one(key), task),
    onSettled: () => void invalidateInbox(queries),
  });
}

export type Plan = { due_at?: string | null; priority?: number };

/** Due date and priority, said anew. */
export function usePlanUserTask(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (plan: Plan) =>
      answer(api.PATCH('/api/user-tasks/{key}/', { params: { path: { key } }, body: plan })),
    onSuccess: (task) => void queries.setQueryData(userTaskKeys.one(key), task),
    onSettled: () => void invalidateInbox(queries),
  });
}

/** Hides a task from my lists until then; with null it is shown again. */
export function useSnoozeUserTask(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (until: string | null) => {
      const params = { path: { key } };
      return answer(
        until === null
          ? api.DELETE('/api/user-tasks/{key}/snooze/', { params })
          : api.PUT('/api/user-tasks/{key}/snooze/', { params, body: { until } }),
      );
    },
    onSuccess: (task) => void queries.setQueryData(userTaskKeys.one(key), task),
    onSettled: () => void invalidateInbox(queries),
  });
}

export function useCompleteUserTask(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) =>
      answer(
        api.POST('/api/user-tasks/{key}/completion/', { params: { path: { key } }, body: { variables } }),
      ),
    onSettled: () => {
      void invalidateInbox(queries);
      void queries.invalidateQueries({ queryKey: userTaskKeys.one(key) });
    },
  });
}

/** Whatever list of tasks is on the screen is asked for again, and the counters with it. */
export function invalidateInbox(queries: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: userTaskKeys.lists }),
    queries.invalidateQueries({ queryKey: userTaskKeys.counts }),
  ]);
}
