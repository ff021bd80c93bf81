import { expect, it } from 'vitest';
import type { DefinitionStatistics, ElementStatistics } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { processPicture, widths } from './processPicture';

const now = Date.parse('2026-11-23T12:00:00Z');
const elements = [
  { id: 'approve', type: 'userTask', name: 'Approve', isFlow: false },
  { id: 'pay', type: 'serviceTask', name: 'Pay', isFlow: false },
  { id: 'inside', type: 'subProcess', name: 'Inside', isFlow: false },
] as DiagramElement[];
const numbers = (part: Partial<ElementStatistics>): ElementStatistics => ({
  active: 0,
  incidents: 0,
  completed: 0,
  terminated: 0,
  oldest_since: null,
  ...part,
});
const draw = (of: Record<string, ElementStatistics>, lens: 'now' | 'frequency' = 'now', selected?: string) =>
  processPicture({
    statistics: { elements: of, flows: { f: 4, g: 1 } } as unknown as DefinitionStatistics,
    elements,
    lens,
    selected,
    now,
  });

it('shows on each element how many wait, for whom, and the age of the oldest', () => {
  const { badges, marks } = draw({
    approve: numbers({ active: 12, oldest_since: '2026-11-21T08:00:00Z' }),
    pay: numbers({ completed: 40 }),
  });
  expect(badges).toEqual({
    approve: {
      active: 12,
      kind: 'person',
      incidents: 0,
      age: '2 d',
      title: 'Approve: 12 active, the oldest for 2 d 4 h',
    },
  });
  expect(marks).toEqual({ approve: ['person'] });
});

it('counts an instance with an incident in the red number, and not twice', () => {
  const { badges, marks } = draw({ pay: numbers({ active: 5, incidents: 2 }) });
  expect(badges.pay).toMatchObject({ active: 3, incidents: 2 });
  expect(marks.pay).toEqual(['broken']);
});

it('does not paint a whole sub-process for the tokens inside it', () => {
  const { badges, marks } = draw({ inside: numbers({ active: 1 }) });
  expect(badges.inside?.active).toBe(1);
  expect(marks.inside).toBeUndefined();
});

it('tells through the lens frequency how often an element was entered, whatever became of it', () => {
  const { badges, marks, widths } = draw(
    { pay: numbers({ active: 1, completed: 7, terminated: 2 }) },
    'frequency',
    'pay',
  );
  expect(badges.pay).toMatchObject({ active: 10, kind: 'passed' });
  expect(marks.pay).toEqual(['selected']);
  expect(widths).toEqual({ f: 9, g: 3.5 });
});

it('draws the busiest flow widest and none that was never taken', () => {
  expect(widths({ busy: 1000, rare: 1, never: 0 })).toEqual({ busy: 9, rare: 1.5 });
});
