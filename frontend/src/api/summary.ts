/** The few numbers of the shell: what runs, what is broken, what waits for people. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';

export const summaryKeys = { all: ['summary'] as const };

export const summaryQuery = queryOptions({
  queryKey: summaryKeys.all,
  queryFn: ({ signal }) => answer(api.GET('/api/summary/', { signal })),
});

export const useSummary = () => useQuery(summaryQuery);
