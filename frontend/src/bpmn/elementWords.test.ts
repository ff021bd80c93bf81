import { expect, it } from 'vitest';
import { isFlowNode, isScope, kindOfType, typeInWords } from './elementWords';

it('says types as people do', () => {
  expect(typeInWords('exclusiveGateway')).toBe('Exclusive gateway');
  expect(typeInWords('boundaryEvent', 'timer')).toBe('Timer boundary event');
});

it('knows where tokens come to', () => {
  const nodes = [
    'task',
    'userTask',
    'startEvent',
    'eventBasedGateway',
    'subProcess',
    'callActivity',
    'transaction',
  ];
  expect(nodes.filter((type) => !isFlowNode(type))).toEqual([]);
  const others = ['participant', 'lane', 'textAnnotation', 'dataObjectReference', 'sequenceFlow', 'group'];
  expect(others.filter(isFlowNode)).toEqual([]);
  expect(['subProcess', 'adHocSubProcess', 'userTask'].map(isScope)).toEqual([true, true, false]);
});

it('takes from the type what a token there waits for', () => {
  expect(['userTask', 'intermediateCatchEvent', 'receiveTask', 'serviceTask'].map(kindOfType)).toEqual([
    'person',
    'waits',
    'waits',
    'runs',
  ]);
});
