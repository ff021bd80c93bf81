/**
 * Every view is a URL: filters, lens and selection are search parameters.
 * A parameter that is missing or empty is left out, so that addresses stay short.
 */
export type Search = Record<string, unknown>;

export function text(search: Search, name: string): string | undefined {
  const value = search[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function oneOf<T extends string>(search: Search, name: string, choices: readonly T[]): T | undefined {
  const value = text(search, name);
  return choices.find((choice) => choice === value);
}

export function flag(search: Search, name: string): true | undefined {
  const value = search[name];
  return value === true || value === 'true' || value === 1 ? true : undefined;
}
