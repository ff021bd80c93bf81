/** Keeps one instance live: where its tokens are at once, its lists as the server names them. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { decisionEvaluationKeys } from '~/api/decisionEvaluations';
import { incidentKeys } from '~/api/incidents';
import { processInstanceKeys, useInstanceStatistics } from '~/api/processInstances';
import type { InstanceStatistics, ProcessInstanceDetail } from '~/api/types';
import { userTaskKeys } from '~/api/userTasks';
import { useLiveSubject } from '~/live/LiveProvider';
import { Refresher } from '~/live/Refresher';

/** One page, one instance: its lists may follow more closely than those of a busy process. */
const FOLLOW_MS = 250;

export function useLiveInstance(key: string) {
  const queries = useQueryClient();
  const refresher = useMemo(() => new Refresher(queries, FOLLOW_MS), [queries]);
  useLiveSubject(`instance:${key}`, ({ kind, data, change, at }) => {
    const queryKey = processInstanceKeys.statistics(key);
    // What HTTP would still bring is older than what was just pushed.
    void queries.cancelQueries({ queryKey });
    const { elements, flows } = data as unknown as InstanceStatistics;
    queries.setQueryData<InstanceStatistics>(queryKey, { elements, flows, as_of: at });
    queries.setQueryData<ProcessInstanceDetail>(
      processInstanceKeys.one(key),
      (before) => before && { ...before, ...headOf(data as Partial<ProcessInstanceDetail>) },
    );
    const lists = listsOf(key);
    const changed = kind === 'snapshot' ? Object.keys(lists) : ((change.changed as string[]) ?? []);
    for (const name of changed) for (const list of lists[name] ?? []) refresher.refresh(list);
    if (kind === 'snapshot' || 'elements' in change) {
      refresher.refresh(processInstanceKeys.elementInstances(key));
      refresher.refresh(decisionEvaluationKeys.ofInstance(key));
    }
  });
  return useInstanceStatistics(key);
}

/** The lists the server names in `changed`, and the queries they stand for. */
function listsOf(key: string): Record<string, (readonly unknown[])[]> {
  return {
    variables: [processInstanceKeys.variables(key)],
    incidents: [incidentKeys.all, processInstanceKeys.elementInstances(key)],
    user_tasks: [userTaskKeys.all, processInstanceKeys.elementInstances(key)],
    journal: [processInstanceKeys.journal(key)],
    timers: [processInstanceKeys.timers(key)],
    message_subscriptions: [processInstanceKeys.messageSubscriptions(key)],
    jobs: [processInstanceKeys.jobs(key)],
  };
}

function headOf({ state, is_suspended, ended_at, incidents, business_key }: Partial<ProcessInstanceDetail>) {
  const head = { state, is_suspended, ended_at, incidents, business_key };
  return Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined));
}
