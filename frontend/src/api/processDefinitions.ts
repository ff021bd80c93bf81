/** Process definitions: the deployed versions of each process, their diagrams, start forms and live statistics. */
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { byCursor } from './pages';

export type ProcessDefinitionFilter = { latest?: boolean; process_id?: string };

export const processDefinitionKeys = {
  all: ['process-definitions'] as const,
  lists: ['process-definitions', 'list'] as const,
  list: (filter: ProcessDefinitionFilter) => ['process-definitions', 'list', filter] as const,
  one: (key: string) => ['process-definitions', key] as const,
  drawing: (key: string) => ['process-definitions', key, 'drawing'] as const,
  startForm: (key: string) => ['process-definitions', key, 'start-form'] as const,
  statistics: (key: string, allVersions: boolean) =>
    ['process-definitions', key, 'statistics', { all_versions: allVersions }] as const,
};

export const processDefinitionsQuery = (filter: ProcessDefinitionFilter) =>
  infiniteQueryOptions({
    queryKey: processDefinitionKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/process-definitions/', {
          params: { query: { ...filter, cursor: pageParam, limit: 200 } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const processDefinitionQuery = (key: string) =>
  queryOptions({
    queryKey: processDefinitionKeys.one(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-definitions/{key}/', { params: { path: { key } }, signal })),
  });

/** The diagram of a version, as it is shown: whole, also where its file does not draw it. It never changes. */
export const processDefinitionDrawingQuery = (key: string) =>
  queryOptions({
    queryKey: processDefinitionKeys.drawing(key),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/process-definitions/{key}/drawing/', {
          params: { path: { key } },
          headers: { Accept: 'application/xml, application/problem+json' },
          parseAs: 'text',
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
  });

export const startFormQuery = (key: string) =>
  queryOptions({
    queryKey: processDefinitionKeys.startForm(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/process-definitions/{key}/start-form/', { params: { path: { key } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const definitionStatisticsQuery = (key: string, allVersions = false) =>
  queryOptions({
    queryKey: processDefinitionKeys.statistics(key, allVersions),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/process-definitions/{key}/statistics/', {
          params: { path: { key }, query: { all_versions: allVersions } },
          signal,
        }),
      ),
  });

export const useProcessDefinitions = (filter: ProcessDefinitionFilter = {}) =>
  useInfiniteQuery(processDefinitionsQuery(filter));

export const useProcessDefinition = (key: string) => useQuery(processDefinitionQuery(key));

export const useProcessDefinitionDrawing = (key: string | undefined) =>
  useQuery({ ...processDefinitionDrawingQuery(key ?? ''), enabled: key !== undefined });

export const useStartForm = (key: string | undefined) =>
  useQuery({ ...startFormQuery(key ?? ''), enabled: key !== undefined });

export const useDefinitionStatistics = (key: string, allVersions = false) =>
  useQuery(definitionStatisticsQuery(key, allVersions));
