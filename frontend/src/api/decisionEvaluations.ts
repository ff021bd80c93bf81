/** Evaluations of decisions: what a business rule task asked, and which rules made the answer. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { processInstanceKeys } from './processInstances';

export const decisionEvaluationKeys = {
  ofInstance: (key: string) => [...processInstanceKeys.one(key), 'decision-evaluations'] as const,
  one: (key: string) => ['decision-evaluations', key] as const,
};

/** The newest first; a loop may ask more often than anyone reads. */
export const instanceEvaluationsQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: decisionEvaluationKeys.ofInstance(instanceKey),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/decision-evaluations/', {
          params: { query: { process_instance_key: instanceKey, limit: 200 } },
          signal,
        }),
      ),
  });

/** What was decided never changes. */
export const evaluationQuery = (key: string) =>
  queryOptions({
    queryKey: decisionEvaluationKeys.one(key),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/decision-evaluations/{key}/', { params: { path: { key } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useInstanceEvaluations = (instanceKey: string) =>
  useQuery(instanceEvaluationsQuery(instanceKey));
export const useEvaluation = (key: string) => useQuery(evaluationQuery(key));
