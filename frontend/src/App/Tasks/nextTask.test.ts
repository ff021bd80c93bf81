import { expect, test } from 'vitest';
import type { UserTask } from '~/api/types';
import { nextInList } from './nextTask';

const task = (key: string, state: UserTask['state'] = 'CREATED') => ({ key, state }) as UserTask;

test('the one below comes next', () => {
  expect(nextInList([task('1'), task('2'), task('3')], '2')).toBe('3');
});

test('from the end of the list, the one above', () => {
  expect(nextInList([task('1'), task('2')], '2')).toBe('1');
});

test('what is already completed is passed over', () => {
  expect(nextInList([task('1'), task('2', 'COMPLETED'), task('3')], '1')).toBe('3');
});

test('a task opened by its address, outside the list, is followed by the first of the list', () => {
  expect(nextInList([task('1'), task('2')], '9')).toBe('1');
});

test('after the last one there is nothing', () => {
  expect(nextInList([task('1')], '1')).toBeNull();
});
