import { expect, it } from 'vitest';
import { parseJson, parseValue, textOf } from './variableText';

it('edits a text without quotes and keeps it a text', () => {
  expect(textOf('42')).toBe('42');
  expect(parseValue('43', true)).toEqual({ ok: true, value: '43' });
});

it('edits everything else as JSON', () => {
  expect(textOf({ email: 'a@b.c' })).toBe('{\n  "email": "a@b.c"\n}');
  expect(parseValue('[1, 2]', false)).toEqual({ ok: true, value: [1, 2] });
});

it('says what is wrong instead of guessing', () => {
  const parsed = parseJson('hello');
  expect(parsed.ok).toBe(false);
  expect(parsed).toHaveProperty('problem', expect.stringContaining('a text needs quotes'));
});
