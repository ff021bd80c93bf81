/** Rectangles, and how much of one lies on another. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** A line as the rectangles of its segments. */
export function segments(waypoints: readonly { x: number; y: number }[], thickness: number): Rectangle[] {
  return waypoints.slice(1).map((to, index) => {
    const from = waypoints[index] ?? to;
    return {
      x: Math.min(from.x, to.x) - thickness / 2,
      y: Math.min(from.y, to.y) - thickness / 2,
      width: Math.abs(to.x - from.x) + thickness,
      height: Math.abs(to.y - from.y) + thickness,
    };
  });
}
