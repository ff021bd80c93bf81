import { expect, test } from 'vitest';
import { fromLocalInput, laterChoices, localInput } from './laterChoices';

const words = (now: Date) => laterChoices(now).map((choice) => choice.words);

test('in the morning this evening is still to come', () => {
  const wednesday = new Date(2026, 10, 25, 10);
  expect(words(wednesday)).toEqual([
    'In an hour',
    'This evening',
    'Tomorrow morning',
    'On Monday',
    'In a week',
  ]);
  expect(laterChoices(wednesday)[3]?.at).toEqual(new Date(2026, 10, 30, 9));
});

test('in the evening it is not, and on Sunday tomorrow is Monday', () => {
  expect(words(new Date(2026, 10, 29, 19))).toEqual(['In an hour', 'Tomorrow morning', 'In a week']);
});

test('all choices are ahead', () => {
  for (let hour = 0; hour < 24 * 7; hour += 1) {
    const now = new Date(2026, 10, 23, hour, 59);
    for (const { at } of laterChoices(now)) expect(at.getTime()).toBeGreaterThan(now.getTime());
  }
});

test('a moment survives the way through a field', () => {
  const at = new Date(2026, 2, 29, 4, 30);
  expect(fromLocalInput(localInput(at))).toEqual(at);
  expect(fromLocalInput('')).toBeNull();
  expect(fromLocalInput('soon')).toBeNull();
});
