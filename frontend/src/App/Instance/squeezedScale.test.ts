import { expect, it } from 'vitest';
import { squeezedScale } from './squeezedScale';

const DAY = 86_400_000;

it('keeps the order of moments from 0 to 1', () => {
  const scale = squeezedScale([5_000, 0, 1_000, DAY]);
  const places = [0, 500, 1_000, 5_000, DAY / 2, DAY].map(scale);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places[0]).toBe(0);
  expect(places.at(-1)).toBe(1);
});

it('gives two seconds of work beside a day of waiting room to be seen', () => {
  const scale = squeezedScale([0, 2_000, DAY]);
  expect(scale(2_000)).toBeGreaterThan(0.05);
});

it('stays within the axis', () => {
  const scale = squeezedScale([10, 20]);
  expect(scale(0)).toBe(0);
  expect(scale(30)).toBe(1);
  expect(squeezedScale([])(5)).toBe(0);
});
