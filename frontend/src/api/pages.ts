/** Lists are paged by keyset: each page carries the cursor of the next, and null at the end. */

export type Page<T> = { items: T[]; next: string | null };

/** The paging half of an infinite query over one of the API's lists. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: Page<unknown>) => page.next ?? undefined,
};

/** The rows of all pages fetched so far. A row that moved between two fetches is listed once. */
export function rowsOf<T extends { key: string }>(pages: readonly Page<T>[] | undefined): T[] {
  const rows = new Map<string, T>();
  for (const page of pages ?? []) {
    for (const row of page.items) if (!rows.has(row.key)) rows.set(row.key, row);
  }
  return [...rows.values()];
}
