/**
 * Rows stay where they are while the pointer is over them: what changed is updated in place, what is new waits, and what is
 * gone stays until the pointer leaves.
 */
interface Row {
  key: string;
}

export function heldRows<T extends Row>(
  shown: readonly T[],
  fresh: readonly T[],
): { rows: T[]; waiting: number } {
  const byKey = new Map(fresh.map((row) => [row.key, row]));
  const rows = shown.map((row) => byKey.get(row.key) ?? row);
  const last = shown.at(-1);
  const end = last ? fresh.findIndex((row) => row.key === last.key) : -1;
  const known = new Set(shown.map((row) => row.key));
  // Rows below the last one were scrolled to, not newly arrived.
  const below = end >= 0 ? fresh.slice(end + 1).filter((row) => !known.has(row.key)) : [];
  const above = (end >= 0 ? fresh.slice(0, end) : fresh).filter((row) => !known.has(row.key));
  return { rows: [...rows, ...below], waiting: above.length };
}
