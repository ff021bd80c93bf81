import { describe, expect, test } from 'vitest';
import { type Definitions, drawingFor, drawingsOf } from './drawings';

const process = (id: string) => ({ id, $type: 'bpmn:Process' });
const task = (id: string, of: string) => ({ bpmnElement: { id, $type: 'bpmn:Task', $parent: process(of) } });
const definitions: Definitions = {
  diagrams: [
    { id: 'd1', name: 'Order', plane: { bpmnElement: process('order'), planeElement: [task('a', 'order')] } },
    {
      id: 'd2',
      plane: { bpmnElement: { id: 's', $type: 'bpmn:SubProcess' }, planeElement: [task('b', 'bill')] },
    },
    {
      id: 'd3',
      plane: { bpmnElement: process('bill'), planeElement: [task('c', 'bill'), task('d', 'bill')] },
      $attrs: { 'meanwhile:laidOut': 'all' },
    },
  ],
};

describe('a file with several drawings', () => {
  test('offers them by name, but not the insides of subprocesses', () => {
    expect(drawingsOf(definitions)).toEqual([
      { id: 'd1', name: 'Order', laidOut: null },
      { id: 'd3', name: 'Drawing 2', laidOut: 'all' },
    ]);
  });

  test('opens the one with the process that is looked at', () => {
    expect(drawingFor(definitions, 'bill')).toBe('d3');
    expect(drawingFor(definitions, undefined)).toBe('d1');
    expect(drawingFor(definitions, 'elsewhere')).toBe('d1');
  });

  test('opens nothing where there is none', () => {
    expect(drawingFor({}, 'bill')).toBeUndefined();
    expect(drawingsOf({})).toEqual([]);
  });
});
