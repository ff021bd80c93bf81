/** From one wanted picture to the next: what to draw, what to take away, and along which flows a token went. */
import type { Badge, Mark, Picture } from './Picture';

export interface PictureDifference {
  badgesToShow: [elementId: string, badge: Badge][];
  badgesToRemove: string[];
  marksToAdd: [elementId: string, mark: Mark][];
  marksToRemove: [elementId: string, mark: Mark][];
  travels: string[];
  /** Null gives a flow its own line back. */
  widths: [flowId: string, width: number | null][];
}

export function pictureDifference(before: Picture, after: Picture): PictureDifference {
  const difference: PictureDifference = {
    badgesToShow: [],
    badgesToRemove: [],
    marksToAdd: [],
    marksToRemove: [],
    travels: [],
    widths: [],
  };
  for (const [id, badge] of Object.entries(after.badges)) {
    const shown = before.badges[id];
    if (!shown || !sameBadge(shown, badge)) difference.badgesToShow.push([id, badge]);
  }
  for (const id of Object.keys(before.badges)) {
    if (!(id in after.badges)) difference.badgesToRemove.push(id);
  }
  for (const id of new Set([...Object.keys(before.marks), ...Object.keys(after.marks)])) {
    const had = before.marks[id] ?? [];
    const has = after.marks[id] ?? [];
    for (const mark of has) if (!had.includes(mark)) difference.marksToAdd.push([id, mark]);
    for (const mark of had) if (!has.includes(mark)) difference.marksToRemove.push([id, mark]);
  }
  for (const [id, taken] of Object.entries(after.flows)) {
    if (taken > (before.flows[id] ?? 0)) difference.travels.push(id);
  }
  const had = before.widths ?? {};
  const has = after.widths ?? {};
  for (const [id, width] of Object.entries(has)) if (had[id] !== width) difference.widths.push([id, width]);
  for (const id of Object.keys(had)) if (!(id in has)) difference.widths.push([id, null]);
  return difference;
}

function sameBadge(one: Badge, other: Badge): boolean {
  return (
    one.active === other.active &&
    one.kind === other.kind &&
    one.incidents === other.incidents &&
    one.age === other.age &&
    one.title === other.title
  );
}
