import { expect, it } from 'vitest';
import { badgePlace, rectangleAt } from './badgePlace';
import { overlap } from './rectangles';

const element = { x: 100, y: 100, width: 100, height: 80 };
const badge = { width: 60, height: 24 };

it('pins a badge to the upper right corner', () => {
  expect(badgePlace({ element, badge, obstacles: [] })).toBe('top-right');
});

it('moves away from a boundary event at that corner', () => {
  const boundaryEvent = { x: 170, y: 82, width: 36, height: 36, weight: 2 };
  const place = badgePlace({ element, badge, obstacles: [boundaryEvent] });
  expect(overlap(rectangleAt(place, element, badge), boundaryEvent)).toBe(0);
});

it('rather covers a line than a label', () => {
  const labels = ['bottom-right', 'top-left', 'bottom-left', 'above', 'below', 'right'].map((place) => ({
    ...rectangleAt(place as 'above', element, badge),
    weight: 1,
  }));
  const line = { x: 200, y: 60, width: 4, height: 60, weight: 0.2 };
  expect(badgePlace({ element, badge, obstacles: [...labels, line] })).toBe('top-right');
});
