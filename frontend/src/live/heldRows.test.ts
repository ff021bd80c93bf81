import { expect, it } from 'vitest';
import { heldRows } from './heldRows';

const rows = (...keys: string[]) => keys.map((key) => ({ key, state: 'new' }));
const old = (...keys: string[]) => keys.map((key) => ({ key, state: 'old' }));
const keys = (list: { key: string }[]) => list.map((row) => row.key);

it('updates rows in place and lets new ones wait', () => {
  const held = heldRows(old('b', 'c'), rows('a', 'b', 'c'));
  expect(held.rows).toEqual(rows('b', 'c'));
  expect(held.waiting).toBe(1);
});

it('keeps a row that is gone', () => {
  expect(keys(heldRows(old('a', 'b', 'c'), rows('a', 'c')).rows)).toEqual(['a', 'b', 'c']);
});

it('appends the next page', () => {
  const held = heldRows(old('b', 'c'), rows('a', 'b', 'c', 'd'));
  expect(keys(held.rows)).toEqual(['b', 'c', 'd']);
  expect(held.waiting).toBe(1);
});
