/** Keeps the shell's numbers live, and tells the lists that are built on them when they changed. */
import { useQueryClient } from '@tanstack/react-query';
import { incidentKeys } from '~/api/incidents';
import { processDefinitionKeys } from '~/api/processDefinitions';
import { summaryKeys } from '~/api/summary';
import type { Summary } from '~/api/types';
import { useLiveSubject, useRefresher } from '~/live/LiveProvider';

export function LiveSummary() {
  const queries = useQueryClient();
  const refresher = useRefresher();
  useLiveSubject('summary', ({ kind, data, change }) => {
    void queries.cancelQueries({ queryKey: summaryKeys.all });
    queries.setQueryData<Summary>(summaryKeys.all, data as unknown as Summary);
    refresher.refresh(processDefinitionKeys.lists);
    if (kind === 'snapshot' || 'incidents' in change) refresher.refresh(incidentKeys.all);
  });
  return null;
}
