import { expect, it } from 'vitest';
import type { ElementInstance } from '~/api/types';
import { historyRows } from './historyRows';

const visit = (key: string, scope_key: string | null) => ({ key, scope_key }) as ElementInstance;

it('puts what ran inside a sub-process below it, in order', () => {
  const rows = historyRows([
    visit('start', 'instance'),
    visit('sub', 'instance'),
    visit('end', 'instance'),
    visit('inner-1', 'sub'),
    visit('inner-2', 'sub'),
  ]);
  expect(rows.map((row) => `${row.depth} ${row.visit.key}`)).toEqual([
    '0 start',
    '0 sub',
    '1 inner-1',
    '1 inner-2',
    '0 end',
  ]);
});
