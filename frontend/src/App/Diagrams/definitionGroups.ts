/** The versions of each process, newest first, under the name of the newest. */

import type { ProcessDefinition } from '~/api/types';
import { groupedBy } from '~/groupedBy';

export interface DefinitionGroup {
  processId: string;
  name: string;
  versions: ProcessDefinition[];
}

export function definitionGroups(definitions: readonly ProcessDefinition[]): DefinitionGroup[] {
  const groups = groupedBy(definitions, (definition) => definition.process_id);
  return [...groups]
    .map(([processId, found]) => {
      const versions = [...found].sort((a, b) => b.version - a.version);
      return { processId, name: versions[0]?.name || processId, versions };
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** The newest versions, and every older one on which something still runs. */
export function versionsOfInterest(versions: readonly ProcessDefinition[]): ProcessDefinition[] {
  return versions.filter((each, index) => index < 2 || each.active_instances > 0);
}
