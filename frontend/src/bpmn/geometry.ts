/** The drawing as rectangles: what takes room on it, and what a badge should not cover. */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type { Obstacle } from './badgePlace';
import type { RegisteredElement } from './elements';
import { type Rectangle, segments } from './rectangles';

type Shape = RegisteredElement & Rectangle;

/** All that is drawn on one plane. */
export function partsOf(registry: ElementRegistry, root: unknown): Rectangle[] {
  return drawn(registry, root).flatMap((element) =>
    element.waypoints ? segments(element.waypoints, 2) : isShape(element) ? [boxOf(element)] : [],
  );
}

/** Names hurt most when covered, then other elements, then the icon, then lines. */
const WEIGHT = { name: 3, element: 2, icon: 0.8, line: 0.5 };
/** The arrow at its end says more than the line. */
const ARROW = { length: 14, weight: 1.2 };

export function obstaclesAround(element: RegisteredElement, registry: ElementRegistry): Obstacle[] {
  if (!isShape(element)) return [];
  const others = drawn(registry, rootOf(element)).filter((each) => each !== element);
  return [
    ...inside(element),
    ...others.flatMap((other): Obstacle[] => {
      if (other.waypoints) return line(other.waypoints);
      if (!isShape(other) || contains(other, element)) return [];
      const weight = other.type === 'label' ? WEIGHT.name : WEIGHT.element;
      return [{ ...boxOf(other), weight }];
    }),
  ];
}

/** An activity has its icon at the upper left and its name in the middle; events and gateways have theirs outside. */
function inside(element: Shape): Obstacle[] {
  const { x, y, width, height } = element;
  if (width < 60) {
    // The corners of a circle's or a rhombus's box are free.
    const core = { x: x + width / 4, y: y + height / 4, width: width / 2, height: height / 2 };
    return [{ ...core, weight: WEIGHT.element }];
  }
  return [
    { x, y, width: 26, height: 26, weight: WEIGHT.icon },
    { x: x + 8, y: y + height * 0.3, width: width - 16, height: height * 0.4, weight: WEIGHT.name },
  ];
}

function line(waypoints: readonly { x: number; y: number }[]): Obstacle[] {
  const lines: Obstacle[] = segments(waypoints, 3).map((box) => ({ ...box, weight: WEIGHT.line }));
  const end = waypoints.at(-1);
  if (end) {
    const { length, weight } = ARROW;
    lines.push({ x: end.x - length, y: end.y - length, width: 2 * length, height: 2 * length, weight });
  }
  return lines;
}

/** The middle of a flow's longest segment, from the upper left corner of the flow's box. */
export function middleOf(waypoints: readonly { x: number; y: number }[]): { left: number; top: number } {
  const lines = segments(waypoints, 0);
  const longest = lines.reduce((one, other) =>
    other.width + other.height > one.width + one.height ? other : one,
  );
  return {
    left: longest.x + longest.width / 2 - Math.min(...lines.map((line) => line.x)),
    top: longest.y + longest.height / 2 - Math.min(...lines.map((line) => line.y)),
  };
}

/** The plane that an element is drawn on. */
export function rootOf(element: RegisteredElement): unknown {
  let root = element;
  while (root.parent) root = root.parent as RegisteredElement;
  return root;
}

function drawn(registry: ElementRegistry, root: unknown): RegisteredElement[] {
  return registry.filter((each: unknown) => {
    const element = each as RegisteredElement & { hidden?: boolean };
    return Boolean(element.parent) && !element.hidden && rootOf(element) === root;
  }) as unknown as RegisteredElement[];
}

function isShape(element: RegisteredElement): element is Shape {
  return element.width !== undefined && element.x !== undefined;
}

function boxOf({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width, height };
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}
