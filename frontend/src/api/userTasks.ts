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
import type { UserTask, Variables } from './types';

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
  /** Refreshed with the task. */
  comments: (key: string) => ['user-tasks', 'one', key, 'comments'] as const,
  attachments: (key: string) => ['user-tasks', 'one', key, 'attachments'] as const,
  mentionable: (key: string, search: string) => ['user-tasks', 'mentionable', key, search] as const,
  history: (key: string) => ['user-tasks', 'one', key, 'history'] as const,
  form: (key: string, round: string) => ['user-tasks', 'form', key, round] as const,
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

/**
 * Fetched anew for each opening of the task: the draft may have been written elsewhere meanwhile. `round` says for whom the
 * task is done just now; whoever gets it back finds what the other one has filled in.
 */
export const userTaskFormQuery = (key: string, round: string) =>
  queryOptions({
    queryKey: userTaskKeys.form(key, round),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user-tasks/{key}/form/', { params: { path: { key } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const useUserTasks = (filter: UserTaskFilter) =>
  useInfiniteQuery({ ...userTasksQuery(filter), placeholderData: keepPreviousData });
export const useUserTaskCounts = () => useQuery(userTaskCountsQuery);
export const useUserTask = (key: string) => useQuery(userTaskQuery(key));
export const useUserTaskForm = (key: string, round: string) => useQuery(userTaskFormQuery(key, round));

export const useUserTaskHistory = (key: string) =>
  useInfiniteQuery({
    queryKey: userTaskKeys.history(key),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/user-tasks/{key}/history/', {
          params: { path: { key }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  });

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
  return useTaskAct(key, (assignee: string) =>
    answer(api.POST('/api/user-tasks/{key}/assignment/', { params: { path: { key } }, body: { assignee } })),
  );
}

/** Has somebody else do the task; it comes back once they resolve it. */
export function useDelegateUserTask(key: string) {
  return useTaskAct(key, (assignee: string) =>
    answer(api.POST('/api/user-tasks/{key}/delegation/', { params: { path: { key } }, body: { assignee } })),
  );
}

export function useResolveUserTask(key: string) {
  return useTaskAct(key, () =>
    answer(api.POST('/api/user-tasks/{key}/resolution/', { params: { path: { key } } })),
  );
}

/** The owner does not wait for the other one any longer. */
export function useTakeBackUserTask(key: string) {
  return useTaskAct(key, () =>
    answer(api.DELETE('/api/user-tasks/{key}/delegation/', { params: { path: { key } } })),
  );
}

/** An act that answers with the task as it is then. */
function useTaskAct<T>(key: string, act: (what: T) => Promise<UserTask>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (task) => void queries.setQueryData(userTaskKeys.one(key), task),
    onSettled: () => {
      void invalidateInbox(queries);
      void queries.invalidateQueries({ queryKey: userTaskKeys.one(key) });
    },
  });
}

export type Plan = { due_at?: string | null; priority?: number };

/** Due date and priority, said anew. */
export function usePlanUserTask(key: string) {
  return useTaskAct(key, (plan: Plan) =>
    answer(api.PATCH('/api/user-tasks/{key}/', { params: { path: { key } }, body: plan })),
  );
}

/** Hides a task from my lists until then; with null it is shown again. */
export function useSnoozeUserTask(key: string) {
  const params = { path: { key } };
  return useTaskAct(key, (until: string | null) =>
    answer(
      until === null
        ? api.DELETE('/api/user-tasks/{key}/snooze/', { params })
        : api.PUT('/api/user-tasks/{key}/snooze/', { params, body: { until } }),
    ),
  );
}

export function useCompleteUserTask(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (completion: { variables: Variables; outcome?: string }) =>
      answer(api.POST('/api/user-tasks/{key}/completion/', { params: { path: { key } }, body: completion })),
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
