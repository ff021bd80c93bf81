/** Process instances: one execution of a process each, what it passed, what it knows and what it waits for. */
import {
  infiniteQueryOptions,
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

export type ProcessInstanceFilter = Omit<
  NonNullable<operations['process_instances_list']['parameters']['query']>,
  'cursor' | 'limit'
>;

export type StartRequest = {
  process_definition_key?: string;
  process_id?: string;
  version?: number;
  variables?: Variables;
  business_key?: string;
};

const PAGE = 100;
/** The parts of one instance are short lists; a page holds all of them but for very long loops. */
const PARTS_PAGE = 500;

export const processInstanceKeys = {
  all: ['process-instances'] as const,
  lists: ['process-instances', 'list'] as const,
  list: (filter: ProcessInstanceFilter) => ['process-instances', 'list', filter] as const,
  one: (key: string) => ['process-instances', key] as const,
  elementInstances: (key: string) => ['process-instances', key, 'element-instances'] as const,
  sequenceFlows: (key: string) => ['process-instances', key, 'sequence-flows'] as const,
  statistics: (key: string) => ['process-instances', key, 'statistics'] as const,
  variables: (key: string) => ['process-instances', key, 'variables'] as const,
  journal: (key: string) => ['process-instances', key, 'journal'] as const,
  jobs: (key: string) => ['process-instances', key, 'jobs'] as const,
  timers: (key: string) => ['process-instances', key, 'timers'] as const,
  messageSubscriptions: (key: string) => ['process-instances', key, 'message-subscriptions'] as const,
};

export const processInstancesQuery = (filter: ProcessInstanceFilter) =>
  infiniteQueryOptions({
    queryKey: processInstanceKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/process-instances/', {
          params: { query: { ...filter, cursor: pageParam, limit: PAGE } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const processInstanceQuery = (key: string) =>
  queryOptions({
    queryKey: processInstanceKeys.one(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-instances/{key}/', { params: { path: { key } }, signal })),
  });

export const elementInstancesQuery = (key: string) =>
  infiniteQueryOptions({
    queryKey: processInstanceKeys.elementInstances(key),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/process-instances/{key}/element-instances/', {
          params: { path: { key }, query: { cursor: pageParam, limit: PARTS_PAGE } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const instanceStatisticsQuery = (key: string) =>
  queryOptions({
    queryKey: processInstanceKeys.statistics(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-instances/{key}/statistics/', { params: { path: { key } }, signal })),
  });

export const sequenceFlowsQuery = (key: string) =>
  queryOptions({
    queryKey: processInstanceKeys.sequenceFlows(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-instances/{key}/sequence-flows/', { params: { path: { key } }, signal })),
  });

export const variablesQuery = (key: string) =>
  infiniteQueryOptions({
    queryKey: processInstanceKeys.variables(key),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/process-instances/{key}/variables/', {
          params: { path: { key }, query: { cursor: pageParam, limit: PARTS_PAGE } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const journalQuery = (key: string) =>
  infiniteQueryOptions({
    queryKey: processInstanceKeys.journal(key),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/process-instances/{key}/journal/', {
          params: { path: { key }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    ...byCursor,
  });

const partOf = (key: string) => ({ params: { path: { key }, query: { limit: PARTS_PAGE } } });

export const jobsQuery = (key: string) =>
  queryOptions({
    queryKey: processInstanceKeys.jobs(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-instances/{key}/jobs/', { ...partOf(key), signal })),
  });

export const timersQuery = (key: string) =>
  queryOptions({
    queryKey: processInstanceKeys.timers(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-instances/{key}/timers/', { ...partOf(key), signal })),
  });

export const messageSubscriptionsQuery = (key: string) =>
  queryOptions({
    queryKey: processInstanceKeys.messageSubscriptions(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-instances/{key}/message-subscriptions/', { ...partOf(key), signal })),
  });

export const useProcessInstances = (filter: ProcessInstanceFilter) =>
  useInfiniteQuery(processInstancesQuery(filter));
export const useProcessInstance = (key: string) => useQuery(processInstanceQuery(key));
export const useElementInstances = (key: string) => useInfiniteQuery(elementInstancesQuery(key));
export const useInstanceStatistics = (key: string) => useQuery(instanceStatisticsQuery(key));
export const useSequenceFlows = (key: string) => useQuery(sequenceFlowsQuery(key));
export const useVariables = (key: string) => useInfiniteQuery(variablesQuery(key));
export const useJournal = (key: string) => useInfiniteQuery(journalQuery(key));
export const useJobs = (key: string) => useQuery(jobsQuery(key));
export const useTimers = (key: string) => useQuery(timersQuery(key));
export const useMessageSubscriptions = (key: string) => useQuery(messageSubscriptionsQuery(key));

export function useStartProcessInstance() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: StartRequest) => answer(api.POST('/api/process-instances/', { body: request })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: processInstanceKeys.lists }),
  });
}

export function useCancelProcessInstance(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(api.POST('/api/process-instances/{key}/cancellation/', { params: { path: { key } } })),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: processInstanceKeys.one(key) });
      void queries.invalidateQueries({ queryKey: processInstanceKeys.lists });
    },
  });
}

/** Suspends an instance, or lets it go on. */
export function useSuspension(key: string, suspend: boolean) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(askSuspension(key, suspend, false)),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: processInstanceKeys.one(key) });
      void queries.invalidateQueries({ queryKey: processInstanceKeys.lists });
    },
  });
}

/** What suspending or resuming it would make happen, as it is now. */
export const useRehearsedSuspension = (key: string, suspend: boolean, enabled: boolean) =>
  useQuery({
    queryKey: ['rehearsed suspension', key, suspend],
    queryFn: () => answer(askSuspension(key, suspend, true)),
    enabled,
    gcTime: 0,
    staleTime: 0,
  });

function askSuspension(key: string, suspend: boolean, rehearse: boolean) {
  const asked = { params: { path: { key } }, body: { rehearse } };
  return suspend
    ? api.POST('/api/process-instances/{key}/suspension/', asked)
    : api.POST('/api/process-instances/{key}/resumption/', asked);
}

export function useSetVariables(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { variables: Variables; scope_key?: string }) =>
      answer(api.PUT('/api/process-instances/{key}/variables/', { params: { path: { key } }, body })),
    // Waited for: until the new value is there, the editor stays open over the old one.
    onSettled: () => queries.invalidateQueries({ queryKey: processInstanceKeys.one(key) }),
  });
}
