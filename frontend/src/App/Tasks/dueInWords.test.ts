import { expect, test } from 'vitest';
import { dueInWords, priorityInWords } from './dueInWords';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = new Date(2026, 10, 23, 10, 0).getTime();
const due = (offset: number) => dueInWords(new Date(now + offset).toISOString(), now);

test.each([
  [-26 * HOUR, 'overdue by 1 d', 'overdue'],
  [-20 * MINUTE, 'overdue by 20 min', 'overdue'],
  [-5_000, 'due now', 'overdue'],
  [30_000, 'due now', 'soon'],
  [40 * MINUTE, 'due in 40 min', 'soon'],
  [3 * HOUR + 20 * MINUTE, 'due in 3 h 20 min', 'soon'],
  [6 * HOUR, 'due today 16:00', 'later'],
  [24 * HOUR, 'due tomorrow 10:00', 'later'],
  [3 * 24 * HOUR, 'due Thu 10:00', 'later'],
  [10 * 24 * HOUR, 'due 3 Dec 10:00', 'later'],
])('%d ms from now is %s', (offset, words, urgency) => {
  expect(due(offset)).toEqual({ words, urgency });
});

test('only a priority out of the ordinary has a word', () => {
  expect([90, 70, 50, 31, 30, 0].map(priorityInWords)).toEqual([
    'High priority',
    'High priority',
    null,
    null,
    'Low priority',
    'Low priority',
  ]);
});
