import { useState } from 'react';
import { heldRows } from './heldRows';

/** The rows to show: the fresh ones, or, while held, those that were shown when holding began. */
export function useHeldRows<T extends { key: string }>(fresh: readonly T[], listKey: string) {
  const [held, setHeld] = useState<{ listKey: string; rows: readonly T[] } | null>(null);
  // Another filter is another list: nothing of the old one is to be held.
  const holding = held !== null && held.listKey === listKey && held.rows.length > 0;
  const { rows, waiting } = holding ? heldRows(held.rows, fresh) : { rows: [...fresh], waiting: 0 };
  return {
    rows,
    waiting,
    hold: () => setHeld({ listKey, rows: fresh }),
    release: () => setHeld(null),
  };
}
