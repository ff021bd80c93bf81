import { expect, test } from 'vitest';
import type { DiagramElement } from '~/bpmn/elements';
import { aheadOf } from './aroundElement';

const node = (id: string, type = 'task', name: string | null = id) => ({ id, type, name }) as DiagramElement;
const flow = (source: string, target: string) =>
  ({ id: `${source}-${target}`, type: 'sequenceFlow', isFlow: true, source, target }) as DiagramElement;

test('the way is followed through gateways to what has a name of its own', () => {
  const elements = [
    node('Approve'),
    node('Risky?', 'exclusiveGateway'),
    node('Pay'),
    node('Reject'),
    flow('Approve', 'Risky?'),
    flow('Risky?', 'Pay'),
    flow('Risky?', 'Reject'),
  ];
  expect(aheadOf(elements, 'Approve')).toEqual(['Pay', 'Reject']);
});

test('an element without a name is looked through, and a way back is not walked forever', () => {
  const elements = [
    node('Approve'),
    node('join', 'exclusiveGateway', null),
    node('end', 'endEvent', null),
    flow('Approve', 'join'),
    flow('join', 'join'),
    flow('join', 'Approve'),
    flow('join', 'end'),
  ];
  expect(aheadOf(elements, 'Approve')).toEqual(['Approve']);
});

test('at the end there is nothing ahead', () => {
  expect(aheadOf([node('Approve')], 'Approve')).toEqual([]);
});
