import { expect, test } from 'vitest';
import { sizeInWords } from './sizeInWords';

test('a size has the unit that says most', () => {
  expect(sizeInWords(0)).toBe('0 bytes');
  expect(sizeInWords(1023)).toBe('1023 bytes');
  expect(sizeInWords(14 * 1024)).toBe('14 KB');
  expect(sizeInWords(1024 * 1024 - 1)).toBe('1 MB');
  expect(sizeInWords(2.34 * 1024 * 1024)).toBe('2.3 MB');
});
