/**
 * Where at an element its badge is pinned. The upper right corner is the usual place; where a label, a boundary event or
 * another element is in the way, the corner with the least underneath it is taken.
 */
import { overlap, type Rectangle } from './rectangles';

export const PLACES = [
  'top-right',
  'bottom-right',
  'top-left',
  'bottom-left',
  'above',
  'below',
  'right',
] as const;
export type Place = (typeof PLACES)[number];

/** Something a badge should not cover, and how much it would hurt. */
export interface Obstacle extends Rectangle {
  weight: number;
}

interface Wanted {
  element: Rectangle;
  badge: { width: number; height: number };
  obstacles: readonly Obstacle[];
}

export function badgePlace({ element, badge, obstacles }: Wanted): Place {
  let best: Place = 'top-right';
  let least = Number.POSITIVE_INFINITY;
  for (const place of PLACES) {
    const covered = rectangleAt(place, element, badge);
    const cost = obstacles.reduce((sum, each) => sum + overlap(covered, each) * each.weight, 0);
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
}

/** How far a badge reaches over the corner it is pinned to, as a share of itself. */
const OVER = 0.14;

/** Pinned points in shares of the element, and of the badge that is to lie on them. */
export const PINS: Record<Place, { element: [number, number]; badge: [number, number] }> = {
  'top-right': { element: [1, 0], badge: [1 - OVER, 0.5] },
  'bottom-right': { element: [1, 1], badge: [1 - OVER, 0.5] },
  'top-left': { element: [0, 0], badge: [OVER, 0.5] },
  'bottom-left': { element: [0, 1], badge: [OVER, 0.5] },
  above: { element: [0.5, 0], badge: [0.5, 0.85] },
  below: { element: [0.5, 1], badge: [0.5, 0.15] },
  right: { element: [1, 0.5], badge: [-0.06, 0.5] },
};

export function rectangleAt(place: Place, element: Rectangle, badge: Wanted['badge']): Rectangle {
  const pin = PINS[place];
  return {
    x: element.x + element.width * pin.element[0] - badge.width * pin.badge[0],
    y: element.y + element.height * pin.element[1] - badge.height * pin.badge[1],
    ...badge,
  };
}
