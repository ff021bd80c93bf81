/** One row per process: the numbers of all its versions together, under the name of the latest. */
import type { ProcessDefinition } from '~/api/types';

export interface ProcessRow {
  processId: string;
  name: string;
  latest: ProcessDefinition;
  versions: number;
  running: number;
  waitingForPeople: number;
  incidents: number;
  done: number;
}

/** By name: a list that is live must not jump about as its numbers change. */
export function processRows(definitions: readonly ProcessDefinition[]): ProcessRow[] {
  const rows = new Map<string, ProcessRow>();
  for (const definition of definitions) {
    const row = rows.get(definition.process_id) ?? emptyRow(definition);
    if (definition.version > row.latest.version) {
      row.latest = definition;
      row.name = nameOf(definition);
    }
    row.versions += 1;
    row.running += definition.active_instances;
    row.waitingForPeople += definition.waiting_user_tasks;
    row.incidents += definition.incidents;
    row.done += definition.completed_instances;
    rows.set(definition.process_id, row);
  }
  return [...rows.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function emptyRow(definition: ProcessDefinition): ProcessRow {
  return {
    processId: definition.process_id,
    name: nameOf(definition),
    latest: definition,
    versions: 0,
    running: 0,
    waitingForPeople: 0,
    incidents: 0,
    done: 0,
  };
}

function nameOf(definition: ProcessDefinition): string {
  return definition.name || definition.process_id;
}
