import { expect, it } from 'vitest';
import type { ElementInstance, ElementStatistics } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { instancePicture } from './instancePicture';

const now = Date.parse('2026-11-23T12:00:00Z');
const element = (id: string, type: string) =>
  ({ id, type, name: id, isFlow: type === 'sequenceFlow' }) as DiagramElement;
const numbers = (part: Partial<ElementStatistics>): ElementStatistics => ({
  active: 0,
  incidents: 0,
  completed: 0,
  terminated: 0,
  oldest_since: null,
  ...part,
});
const elements = [
  element('start', 'startEvent'),
  element('score', 'serviceTask'),
  element('approve', 'userTask'),
  element('pay', 'serviceTask'),
  element('f1', 'sequenceFlow'),
  element('f2', 'sequenceFlow'),
];
const draw = (statistics: Record<string, ElementStatistics>, visits: Partial<ElementInstance>[] = []) =>
  instancePicture({
    statistics: { elements: statistics, flows: { f1: 1 }, as_of: '' },
    visits: visits as ElementInstance[],
    elements,
    selected: undefined,
    now,
  });

it('colours the path taken and lets the rest step back', () => {
  const { marks } = draw({ start: numbers({ completed: 1 }), approve: numbers({ active: 1 }) });
  expect(marks).toMatchObject({
    start: ['passed'],
    approve: ['person'],
    pay: ['ahead'],
    f1: ['taken'],
    f2: ['ahead'],
  });
});

it('shows an incident before everything else', () => {
  const { marks, badges } = draw({ pay: numbers({ active: 1, incidents: 1, completed: 3 }) });
  expect(marks.pay).toEqual(['broken']);
  expect(badges.pay).toMatchObject({ active: 0, incidents: 1 });
});

it('shows on the badge how long the oldest token is there', () => {
  const { badges } = draw({ approve: numbers({ active: 1, oldest_since: '2026-11-23T09:30:00Z' }) });
  expect(badges.approve).toMatchObject({ active: 1, kind: 'person', age: '2 h' });
});

it('believes what the visit waits for more than the type of the element', () => {
  const visit = { element_id: 'score', waiting: { kind: 'timer' } as ElementInstance['waiting'] };
  expect(draw({ score: numbers({ active: 1 }) }, [visit]).marks.score).toEqual(['waits']);
});

it('counts the rounds of a loop', () => {
  expect(draw({ score: numbers({ completed: 3 }) }).badges.score).toMatchObject({
    active: 3,
    kind: 'passed',
  });
  expect(draw({ score: numbers({ completed: 1 }) }).badges.score).toBeUndefined();
});
