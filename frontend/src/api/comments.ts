/** What people say about a task, and whom they can mention. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from './client';
import { byCursor } from './pages';
import { summaryKeys } from './summary';
import { userTaskKeys } from './userTasks';

export const useComments = (key: string) =>
  useInfiniteQuery({
    queryKey: userTaskKeys.comments(key),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/user-tasks/{key}/comments/', {
          params: { path: { key }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const useMentionable = (key: string, search: string, enabled: boolean) =>
  useQuery({
    queryKey: userTaskKeys.mentionable(key, search),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/user-tasks/{key}/mentionable/', {
          params: { path: { key }, query: { search, limit: 8 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled,
  });

export function useSayComment(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      answer(api.POST('/api/user-tasks/{key}/comments/', { params: { path: { key } }, body: { text } })),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: userTaskKeys.one(key) });
      void queries.invalidateQueries({ queryKey: userTaskKeys.lists });
    },
  });
}

/** I have seen where I am mentioned in this task. */
export function useSeeMentions(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.PUT('/api/user-tasks/{key}/comments/seen/', { params: { path: { key } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: userTaskKeys.one(key) });
      void queries.invalidateQueries({ queryKey: userTaskKeys.lists });
      void queries.invalidateQueries({ queryKey: userTaskKeys.counts });
      void queries.invalidateQueries({ queryKey: summaryKeys.all });
    },
  });
}
