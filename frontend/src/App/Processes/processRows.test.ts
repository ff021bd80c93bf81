import { expect, it } from 'vitest';
import type { ProcessDefinition } from '~/api/types';
import { processRows } from './processRows';

const definition = (process_id: string, version: number, numbers: Partial<ProcessDefinition> = {}) =>
  ({
    key: `${process_id}-${version}`,
    process_id,
    version,
    name: `${process_id} ${version}`,
    active_instances: 0,
    waiting_user_tasks: 0,
    incidents: 0,
    completed_instances: 0,
    ...numbers,
  }) as ProcessDefinition;

it('adds up the versions of a process under the name of the latest', () => {
  const rows = processRows([
    definition('leave', 1, { active_instances: 2, incidents: 1 }),
    definition('leave', 3, { active_instances: 5, waiting_user_tasks: 4 }),
    definition('leave', 2, { completed_instances: 7 }),
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ name: 'leave 3', versions: 3, running: 7, incidents: 1, done: 7 });
  expect(rows[0]?.latest.version).toBe(3);
});

it('keeps the order of names whatever the numbers are', () => {
  const rows = processRows([definition('b', 1, { incidents: 9 }), definition('a', 1)]);
  expect(rows.map((row) => row.processId)).toEqual(['a', 'b']);
});
