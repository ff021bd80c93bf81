/**
 * A delta carries whole values of what changed. The two keyed parts of a diagram, `elements` and `flows`, carry only the
 * entries that changed, null for an entry that is gone. `touched` and `changed` speak about one message and are not kept.
 */
import type { LiveData } from './protocol';

const KEYED = new Set(['elements', 'flows']);
const ABOUT_THE_MESSAGE = new Set(['touched', 'changed', 'tasks']);

export function mergeDelta(data: LiveData, delta: LiveData): LiveData {
  const merged: LiveData = { ...data };
  for (const [name, value] of Object.entries(delta)) {
    if (ABOUT_THE_MESSAGE.has(name)) continue;
    merged[name] = KEYED.has(name) && isRecord(value) ? mergeEntries(merged[name], value) : value;
  }
  return merged;
}

function mergeEntries(entries: unknown, changed: LiveData): LiveData {
  const merged: LiveData = isRecord(entries) ? { ...entries } : {};
  for (const [key, value] of Object.entries(changed)) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

function isRecord(value: unknown): value is LiveData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
