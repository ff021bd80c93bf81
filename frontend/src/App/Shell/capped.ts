/** Counts are counted up to a thousand; from there the exact number helps nobody. */
export function capped(count: number): string {
  return count >= 1_000 ? '1000+' : String(count);
}
