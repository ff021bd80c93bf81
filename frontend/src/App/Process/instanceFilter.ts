/** From what the page's address says to what the API is asked. */
import type { ProcessInstanceFilter } from '~/api/processInstances';
import type { ProcessDefinition } from '~/api/types';
import type { ProcessSearch, Shown } from './processSearch';

const OF_SHOWN: Record<Shown, ProcessInstanceFilter> = {
  running: { state: 'ACTIVE' },
  incidents: { state: 'ACTIVE', has_incidents: true },
  done: { state: 'COMPLETED' },
  canceled: { state: 'TERMINATED' },
  all: {},
};

export function instanceFilter(
  definition: ProcessDefinition,
  { version, element, show, search }: ProcessSearch,
): ProcessInstanceFilter {
  return {
    ...(version === 'all'
      ? { process_id: definition.process_id }
      : { process_definition_key: definition.key }),
    ...OF_SHOWN[show ?? 'running'],
    ...(element !== undefined && { element_id: element }),
    ...(search !== undefined && { search }),
  };
}
