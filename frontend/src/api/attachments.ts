/** Files at a task. What is not accepted comes back as an `ApiProblem` that says why. */
import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import { byCursor } from './pages';
import { userTaskKeys } from './userTasks';

export const useAttachments = (key: string) =>
  useInfiniteQuery({
    queryKey: userTaskKeys.attachments(key),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/user-tasks/{key}/attachments/', {
          params: { path: { key }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const attachmentRulesQuery = queryOptions({
  queryKey: ['attachment-rules'],
  queryFn: ({ signal }) => answer(api.GET('/api/user-tasks/attachment-rules/', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
export const useAttachmentRules = () => useQuery(attachmentRulesQuery);

export const attachmentAddress = (taskKey: string, key: string) =>
  `/api/user-tasks/${taskKey}/attachments/${key}/content/`;

export function useAttach(taskKey: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      answer(
        api.POST('/api/user-tasks/{key}/attachments/', {
          params: { path: { key: taskKey } },
          // The schema describes a file as the string it is sent as.
          body: { file: file as unknown as string },
          bodySerializer: () => {
            const form = new FormData();
            form.append('file', file, file.name);
            return form;
          },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: userTaskKeys.one(taskKey) }),
  });
}

export function useDetach(taskKey: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (attachment: string) =>
      answer(
        api.DELETE('/api/user-tasks/{key}/attachments/{attachment}/', {
          params: { path: { key: taskKey, attachment } },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: userTaskKeys.one(taskKey) }),
  });
}
