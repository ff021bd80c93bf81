/** Incidents: instances that are stuck until somebody acts. */
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import { byCursor } from './pages';
import type { operations } from './schema';

export type IncidentFilter = Omit<
  NonNullable<operations['incidents_list']['parameters']['query']>,
  'cursor' | 'limit'
>;

export const incidentKeys = {
  all: ['incidents'] as const,
  list: (filter: IncidentFilter) => ['incidents', 'list', filter] as const,
};

export const incidentsQuery = (filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: incidentKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/incidents/', {
          params: { query: { ...filter, cursor: pageParam, limit: 200 } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const useIncidents = (filter: IncidentFilter = { state: 'OPEN' }) =>
  useInfiniteQuery(incidentsQuery(filter));

export function useResolveIncident() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: string) =>
      answer(api.POST('/api/incidents/{key}/resolution/', { params: { path: { key } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: incidentKeys.all }),
  });
}
