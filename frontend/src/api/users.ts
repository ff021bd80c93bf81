/** People to whom a task can be assigned. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';

export const userKeys = { list: (search: string) => ['users', 'list', { search }] as const };

export const usersQuery = (search: string) =>
  queryOptions({
    queryKey: userKeys.list(search),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/users/', { params: { query: { search, limit: 20 } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const useUsers = (search: string, enabled = true) =>
  useQuery({ ...usersQuery(search.trim()), enabled });
