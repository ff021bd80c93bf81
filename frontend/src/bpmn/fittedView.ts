/**
 * Where to look at a diagram from. It is drawn as large as its room allows without lying under what floats on the canvas:
 * switches, legend, zoom, the mark of bpmn.io. Margins for them are kept only where the drawing would run into them.
 */
import { overlap, type Rectangle } from './rectangles';

export interface Size {
  width: number;
  height: number;
}

export interface View {
  x: number;
  y: number;
  scale: number;
}

interface Wanted {
  /** The drawing as a whole, and its parts. */
  drawing: Rectangle;
  parts: readonly Rectangle[];
  room: Size;
  /** What floats on the canvas, in its pixels. */
  floating: readonly Rectangle[];
}

const LARGEST = 1.15;
const TIGHT = 20;
const AIR = 6;

export function fittedView({ drawing, parts, room, floating }: Wanted): View {
  const views = marginsAround(room, floating)
    .map((margins) => viewWithin(drawing, room, margins))
    .toSorted((one, other) => other.scale - one.scale);
  const free = views.find((view) =>
    parts.every((part) => floating.every((thing) => overlap(onCanvas(part, view), widened(thing)) === 0)),
  );
  return free ?? views.at(-1) ?? { x: drawing.x, y: drawing.y, scale: 1 };
}

/** The same at a larger scale, around a point, but never further out than the drawing reaches. */
export function closerView(
  drawing: Rectangle,
  room: Size,
  scale: number,
  at: { x: number; y: number },
): View {
  return {
    scale,
    x: within(at.x, drawing.x, drawing.width, room.width, scale),
    y: within(at.y, drawing.y, drawing.height, room.height, scale),
  };
}

function within(middle: number, start: number, length: number, room: number, scale: number): number {
  const seen = room / scale;
  const air = TIGHT / scale;
  if (length + 2 * air <= seen) return start - (seen - length) / 2;
  return Math.min(Math.max(middle - seen / 2, start - air), start + length + air - seen);
}

type Margins = Record<'top' | 'bottom' | 'left' | 'right', number>;

/** With and without room for what floats at each side. */
function marginsAround(room: Size, floating: readonly Rectangle[]): Margins[] {
  const top = floating.filter((each) => each.y < room.height / 2);
  const bottom = floating.filter((each) => each.y >= room.height / 2);
  const right = top.filter((each) => each.x > room.width / 2);
  const tops = [TIGHT, ...top.map((each) => each.y + each.height + AIR)];
  const bottoms = [TIGHT, ...bottom.map((each) => room.height - each.y + AIR)];
  const rights = [TIGHT, ...right.map((each) => room.width - each.x + AIR)];
  return tops.flatMap((above) =>
    bottoms.flatMap((below) =>
      rights.map((side) => ({ top: above, bottom: below, left: TIGHT, right: side })),
    ),
  );
}

function viewWithin(drawing: Rectangle, room: Size, { top, bottom, left, right }: Margins): View {
  const width = Math.max(1, room.width - left - right);
  const height = Math.max(1, room.height - top - bottom);
  const scale = Math.min(width / Math.max(1, drawing.width), height / Math.max(1, drawing.height), LARGEST);
  return {
    scale,
    x: drawing.x + drawing.width / 2 - (left + width / 2) / scale,
    y: drawing.y + drawing.height / 2 - (top + height / 2) / scale,
  };
}

function onCanvas(part: Rectangle, view: View): Rectangle {
  return {
    x: (part.x - view.x) * view.scale,
    y: (part.y - view.y) * view.scale,
    width: part.width * view.scale,
    height: part.height * view.scale,
  };
}

function widened({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x - AIR, y: y - AIR, width: width + 2 * AIR, height: height + 2 * AIR };
}
