import { expect, test } from 'vitest';
import type { ProcessDefinition } from '~/api/types';
import { definitionGroups, versionsOfInterest } from './definitionGroups';

const definition = (process_id: string, version: number, name = process_id, active_instances = 0) =>
  ({ process_id, version, name, active_instances }) as ProcessDefinition;

test('versions stand together, the newest first and giving its name', () => {
  const groups = definitionGroups([
    definition('order', 1),
    definition('claim', 1, 'Old name'),
    definition('claim', 2, 'Claim handling'),
  ]);
  expect(groups.map((group) => [group.name, group.versions.map((each) => each.version)])).toEqual([
    ['Claim handling', [2, 1]],
    ['order', [1]],
  ]);
});

test('an old version is shown while something runs on it', () => {
  const versions = [4, 3, 2, 1].map((version) => definition('claim', version, 'c', version === 1 ? 5 : 0));
  expect(versionsOfInterest(versions).map((each) => each.version)).toEqual([4, 3, 1]);
});
