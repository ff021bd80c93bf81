import { expect, test } from 'vitest';
import { finishName, nameBeingWritten, piecesOf } from './mentions';

const marked = (text: string, ...names: string[]) =>
  piecesOf(text, names)
    .filter((piece) => piece.mention)
    .map((piece) => piece.text);

test('the names that are mentioned are marked, and nothing else', () => {
  expect(marked('@ben, ask @ann.bee. Not ben@example.org', 'ben', 'ann.bee')).toEqual(['@ben', '@ann.bee']);
  expect(marked('@benedict and @ben', 'ben')).toEqual(['@ben']);
  expect(marked('@a+b (sic)', 'a+b')).toEqual(['@a+b']);
  expect(piecesOf('a @ben b', ['ben']).map((piece) => piece.text)).toEqual(['a ', '@ben', ' b']);
});

test('a name is being written from its @ to the caret', () => {
  expect(nameBeingWritten('ask @be', 7)).toBe('be');
  expect(nameBeingWritten('ask @', 5)).toBe('');
  expect(nameBeingWritten('ask @ben now', 12)).toBeNull();
  expect(nameBeingWritten('ann@example', 11)).toBeNull();
});

test('a chosen name replaces what was written of it', () => {
  expect(finishName('ask @be', 7, 'bea')).toEqual({ text: 'ask @bea ', caret: 9 });
  expect(finishName('ask @be now', 7, 'bea')).toEqual({ text: 'ask @bea now', caret: 9 });
});
