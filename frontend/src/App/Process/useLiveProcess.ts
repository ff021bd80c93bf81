/** Keeps the numbers of a process live: the statistics at once, the table of its instances soon after. */
import { useQueryClient } from '@tanstack/react-query';
import { processDefinitionKeys, useDefinitionStatistics } from '~/api/processDefinitions';
import { processInstanceKeys } from '~/api/processInstances';
import type { DefinitionStatistics, ProcessDefinition } from '~/api/types';
import { useLiveSubject, useRefresher } from '~/live/LiveProvider';

export function useLiveProcess(definition: ProcessDefinition, allVersions: boolean) {
  const queries = useQueryClient();
  const refresher = useRefresher();
  const subject = allVersions ? `definition:${definition.process_id}:all` : `definition:${definition.key}`;
  useLiveSubject(subject, ({ data, at }) => {
    const queryKey = processDefinitionKeys.statistics(definition.key, allVersions);
    // What HTTP would still bring is older than what was just pushed.
    void queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, { ...data, as_of: at } as unknown as DefinitionStatistics);
    refresher.refresh(processInstanceKeys.lists);
  });
  return useDefinitionStatistics(definition.key, allVersions);
}
