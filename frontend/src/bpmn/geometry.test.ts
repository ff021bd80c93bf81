import { expect, it } from 'vitest';
import { middleOf } from './geometry';

it('a flow is marked in the middle of its longest segment, clear of what it connects', () => {
  const waypoints = [
    { x: 100, y: 50 },
    { x: 120, y: 50 },
    { x: 120, y: 10 },
    { x: 300, y: 10 },
  ];
  expect(middleOf(waypoints)).toEqual({ left: 110, top: 0 });
});
