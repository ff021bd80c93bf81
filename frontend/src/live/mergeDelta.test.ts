import { expect, it } from 'vitest';
import { mergeDelta } from './mergeDelta';

it('replaces changed entries, keeps the others, drops those that are gone', () => {
  const data = { elements: { a: { active: 1 }, b: { active: 2 }, c: { active: 3 } }, flows: { f: 1 } };
  const merged = mergeDelta(data, { elements: { a: { active: 9 }, b: null }, flows: { g: 1 } });
  expect(merged).toEqual({ elements: { a: { active: 9 }, c: { active: 3 } }, flows: { f: 1, g: 1 } });
});

it('takes plain values whole', () => {
  expect(mergeDelta({ state: 'ACTIVE', incidents: 1 }, { state: 'COMPLETED' })).toEqual({
    state: 'COMPLETED',
    incidents: 1,
  });
});

it('leaves the data before as it was, so that a change can be seen', () => {
  const data = { elements: { a: { active: 1 } } };
  const merged = mergeDelta(data, { elements: { b: { active: 1 } } });
  expect(data).toEqual({ elements: { a: { active: 1 } } });
  expect(merged.elements).not.toBe(data.elements);
});

it('does not keep what only speaks about the message', () => {
  expect(mergeDelta({}, { changed: ['variables'], touched: ['4711'], user_tasks: 2 })).toEqual({
    user_tasks: 2,
  });
});
