import { describe, expect, it } from 'vitest';
import { duration, moment, shortDuration } from './inWords';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a duration in words', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [MINUTE, '1 min'],
    [3 * HOUR + 20 * MINUTE, '3 h'],
    [2 * DAY + 4 * HOUR, '2 d'],
  ])('short: %d ms is %s', (ms, words) => expect(shortDuration(ms)).toBe(words));

  it.each([
    [420, '420 ms'],
    [1_460, '1.5 s'],
    [42_000, '42 s'],
    [3 * HOUR + 20 * MINUTE, '3 h 20 min'],
    [3 * HOUR, '3 h'],
    [2 * DAY + 4 * HOUR + 50 * MINUTE, '2 d 4 h'],
  ])('long: %d ms is %s', (ms, words) => expect(duration(ms)).toBe(words));
});

describe('a moment in words', () => {
  const now = new Date(2026, 10, 23, 15, 0).getTime();
  const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 14, 2).getTime();

  it.each([
    [at(2026, 11, 23), '14:02'],
    [at(2026, 11, 22), 'yesterday 14:02'],
    [at(2026, 11, 24), 'tomorrow 14:02'],
    [at(2026, 11, 19), 'Thu 14:02'],
    [at(2026, 11, 3), '3 Nov 14:02'],
    [at(2025, 11, 3), '3 Nov 2025'],
  ])('%d is %s', (date, words) => expect(moment(date, now)).toBe(words));
});
