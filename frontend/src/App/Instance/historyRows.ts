/** The visits of an instance as a tree: what runs inside a scope is indented below it. */

import type { ElementInstance } from '~/api/types';
import { groupedBy } from '~/groupedBy';

export interface HistoryRow {
  visit: ElementInstance;
  depth: number;
}

export function historyRows(visits: readonly ElementInstance[]): HistoryRow[] {
  const keys = new Set(visits.map((visit) => visit.key));
  const inside = groupedBy(visits, (visit) =>
    visit.scope_key !== null && keys.has(visit.scope_key) ? visit.scope_key : null,
  );
  const rows: HistoryRow[] = [];
  const add = (scope: string | null, depth: number) => {
    for (const visit of inside.get(scope) ?? []) {
      rows.push({ visit, depth });
      add(visit.key, depth + 1);
    }
  };
  add(null, 0);
  return rows;
}
