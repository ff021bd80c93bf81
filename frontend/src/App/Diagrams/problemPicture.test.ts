import { expect, test } from 'vitest';
import type { DeploymentProblem } from '~/api/types';
import { inOrder, placeInWords, problemPicture } from './problemPicture';

const problem = (changes: Partial<DeploymentProblem>): DeploymentProblem => ({
  resource: 'claim.bpmn',
  element_id: 'score',
  element_type: 'serviceTask',
  element_name: null,
  severity: 'error',
  code: 'x',
  message: 'm',
  line: null,
  position: null,
  process_id: null,
  ...changes,
});

test('an element is marked by the worst of its problems and counts its errors', () => {
  const picture = problemPicture(
    [
      problem({ severity: 'warning' }),
      problem({ message: 'a' }),
      problem({ message: 'b' }),
      problem({ element_id: 'pay', severity: 'warning' }),
    ],
    null,
  );
  expect(picture.marks).toEqual({ score: ['error'], pay: ['warning'] });
  expect(picture.badges.score).toMatchObject({ incidents: 2, title: 'a\nb' });
  expect(picture.badges.pay).toBeUndefined();
});

test('the selected element is marked as well, with or without a problem', () => {
  expect(problemPicture([problem({})], 'score').marks.score).toEqual(['error', 'selected']);
  expect(problemPicture([], 'pay').marks.pay).toEqual(['selected']);
});

test('a problem of the whole file marks nothing', () => {
  expect(problemPicture([problem({ element_id: null })], null).marks).toEqual({});
});

test('errors come before warnings, each in the order of the file', () => {
  const list = [
    problem({ severity: 'warning', line: 1 }),
    problem({ line: 9 }),
    problem({ line: 3 }),
    problem({ severity: 'warning' }),
  ];
  expect(inOrder(list).map((each) => [each.severity, each.line])).toEqual([
    ['error', 3],
    ['error', 9],
    ['warning', null],
    ['warning', 1],
  ]);
});

test('the place is said as people count: from one', () => {
  expect(placeInWords(problem({ line: 12, position: 0 }))).toBe('line 12, character 1 of the expression');
  expect(placeInWords(problem({}))).toBe('');
});
