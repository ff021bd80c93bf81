/** Search over everything: any key, business key, name. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';

export const searchKeys = { one: (text: string) => ['search', text] as const };

export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: searchKeys.one(text),
    queryFn: ({ signal }) => answer(api.GET('/api/search/', { params: { query: { q: text } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export const useSearch = (text: string) => {
  const wanted = text.trim();
  return useQuery({ ...searchQuery(wanted), enabled: wanted.length > 0 });
};
