import { describe, expect, test } from 'vitest';
import { answerInWords, valueInWords } from './valueInWords';

describe('a value beside the rules', () => {
  test('is written as rules write it', () => {
    expect(valueInWords('high')).toBe('"high"');
    expect(valueInWords({ kind: 'car', parts: [1, null, true] })).toBe(
      '{kind: "car", parts: [1, null, true]}',
    );
  });
});

describe('an answer', () => {
  test('reads like a sentence', () => {
    expect(answerInWords(['fraud', 'damage'])).toBe('fraud, damage');
    expect(answerInWords({ rate: 3.5, group: 'gold' })).toBe('rate: 3.5 · group: gold');
  });

  test('that is missing or empty says so', () => {
    expect(answerInWords(null)).toBe('nothing');
    expect(answerInWords([])).toBe('none');
  });
});
