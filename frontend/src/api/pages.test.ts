import { expect, test } from 'vitest';
import { byCursor, rowsOf } from './pages';

test('a row that slid onto the next page between two fetches is listed once', () => {
  const pages = [
    { items: [{ key: '3' }, { key: '2' }], next: '2' },
    { items: [{ key: '2' }, { key: '1' }], next: null },
  ];
  expect(rowsOf(pages).map((row) => row.key)).toEqual(['3', '2', '1']);
});

test('a list that was not fetched yet has no rows', () => {
  expect(rowsOf(undefined)).toEqual([]);
});

test('the last page has no next one', () => {
  expect(byCursor.getNextPageParam({ items: [], next: null })).toBeUndefined();
});
