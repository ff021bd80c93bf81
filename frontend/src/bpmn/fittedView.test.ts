import { expect, it } from 'vitest';
import { closerView, fittedView } from './fittedView';

const room = { width: 1000, height: 400 };
const legend = { x: 12, y: 360, width: 500, height: 28 };
const drawing = { x: 0, y: 0, width: 900, height: 400 };

it('uses the whole height when nothing of the drawing comes near what floats', () => {
  const parts = [{ x: 600, y: 0, width: 300, height: 400 }];
  expect(fittedView({ drawing, parts, room, floating: [legend] }).scale).toBeCloseTo(0.9);
});

it('keeps clear of what floats where the drawing would run into it', () => {
  const view = fittedView({ drawing, parts: [drawing], room, floating: [legend] });
  const bottom = (drawing.height - view.y) * view.scale;
  expect(bottom).toBeLessThanOrEqual(legend.y);
});

it('never blows a small diagram up', () => {
  const small = { x: 0, y: 0, width: 100, height: 40 };
  expect(fittedView({ drawing: small, parts: [small], room, floating: [] }).scale).toBe(1.15);
});

it('shows the drawing in the middle', () => {
  const view = fittedView({ drawing, parts: [drawing], room, floating: [] });
  expect((drawing.width / 2 - view.x) * view.scale).toBeCloseTo(room.width / 2);
});

it('does not look past the end of the drawing', () => {
  const view = closerView(drawing, { width: 300, height: 400 }, 1, { x: 890, y: 200 });
  expect(view.x + 300).toBe(920);
});
