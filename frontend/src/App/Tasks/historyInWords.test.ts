import { expect, test } from 'vitest';
import type { HistoryEntry } from '~/api/types';
import { historyInWords } from './historyInWords';

const NOW = new Date(2026, 10, 25, 10).getTime();
const told = (entry: Partial<HistoryEntry>) =>
  historyInWords(
    {
      at: new Date(NOW).toISOString(),
      actor: 'ben',
      happening: 'claimed',
      assignee: null,
      taken_from: null,
      on_behalf_of: null,
      changed: null,
      due_at: null,
      file: null,
      outcome: null,
      priority: null,
      ...entry,
    },
    'ada',
    NOW,
  );

test('whoever reads it is called you', () => {
  expect(told({})).toBe('ben claimed it');
  expect(told({ actor: 'ada' })).toBe('You claimed it');
  expect(told({ happening: 'assigned', assignee: 'ada' })).toBe('ben gave it to you');
  expect(told({ happening: 'resolved', on_behalf_of: 'ada' })).toBe('ben resolved it for you');
});

test('it says from whom a task was taken, and for whom somebody acted', () => {
  expect(told({ taken_from: 'cora' })).toBe('ben took it over from cora');
  expect(told({ happening: 'assigned', assignee: 'dan', taken_from: 'cora' })).toBe(
    'ben gave it to dan instead of cora',
  );
  expect(told({ happening: 'released', on_behalf_of: 'cora' })).toBe('ben gave it back for cora');
});

test('it says what became of due date and priority', () => {
  const due_at = new Date(2026, 10, 26, 12).toISOString();
  expect(told({ happening: 'planned', changed: ['due_at', 'priority'], due_at, priority: 90 })).toBe(
    'ben made it due tomorrow 12:00 and made its priority high',
  );
  expect(told({ happening: 'planned', changed: ['due_at'] })).toBe('ben took away its due date');
});

test('what nobody did is told without a person', () => {
  expect(told({ happening: 'created', actor: null })).toBe('The task arrived');
  expect(told({ happening: 'canceled', actor: null })).toMatch(/went another way/);
});
