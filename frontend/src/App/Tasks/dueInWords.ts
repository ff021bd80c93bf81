/** When a task is due, as a colleague would say it. */
import { duration, moment, shortDuration } from '~/time/inWords';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Urgency = 'overdue' | 'soon' | 'later';

export interface Due {
  words: string;
  urgency: Urgency;
}

/** Below this, the hours left say more than the time of day. */
const SOON = 4 * HOUR;

export function dueInWords(dueAt: string, now: number): Due {
  const left = Date.parse(dueAt) - now;
  if (left <= -MINUTE) return { words: `overdue by ${shortDuration(-left)}`, urgency: 'overdue' };
  if (left < MINUTE) return { words: 'due now', urgency: left <= 0 ? 'overdue' : 'soon' };
  if (left < SOON) return { words: `due in ${duration(left)}`, urgency: 'soon' };
  const words = moment(dueAt, now);
  return { words: words.length === 5 ? `due today ${words}` : `due ${words}`, urgency: 'later' };
}

/** What people choose from; diagrams may say any number in between. */
export const PRIORITIES = [
  { value: 20, words: 'Low' },
  { value: 50, words: 'Usual' },
  { value: 80, words: 'High' },
] as const;

/** The choice that a number comes under. */
export function priorityNear(priority: number): { value: number; words: string } {
  if (priority >= HIGH) return PRIORITIES[2];
  return priority <= LOW ? PRIORITIES[0] : PRIORITIES[1];
}

const HIGH = 70;
const LOW = 30;

/** Priorities run from 0 to 100; the usual one, 50, needs no word. */
export function priorityInWords(priority: number): 'High priority' | 'Low priority' | null {
  if (priority >= HIGH) return 'High priority';
  return priority <= LOW ? 'Low priority' : null;
}
