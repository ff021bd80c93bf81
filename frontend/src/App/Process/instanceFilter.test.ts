import { expect, it } from 'vitest';
import type { ProcessDefinition } from '~/api/types';
import { instanceFilter } from './instanceFilter';
import { processSearch } from './processSearch';

const definition = { key: '4711', process_id: 'leave' } as ProcessDefinition;

it('lists what runs of the shown version when the address says nothing', () => {
  expect(instanceFilter(definition, processSearch({}))).toEqual({
    process_definition_key: '4711',
    state: 'ACTIVE',
  });
});

it('follows version, selection and filter in the address', () => {
  const search = processSearch({ version: 'all', element: 'approve', show: 'incidents', search: 'A-17' });
  expect(instanceFilter(definition, search)).toEqual({
    process_id: 'leave',
    state: 'ACTIVE',
    has_incidents: true,
    element_id: 'approve',
    search: 'A-17',
  });
});

it('does not believe words it does not know', () => {
  expect(processSearch({ show: 'everything', lens: 'xray', version: 3, element: '' })).toEqual({
    version: '3',
    lens: undefined,
    element: undefined,
    show: undefined,
    search: undefined,
  });
});
