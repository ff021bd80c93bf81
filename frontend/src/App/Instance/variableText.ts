/** A value as text to edit, and back. A text stays a text without quotes; everything else is JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}

export type Parsed = { ok: true; value: unknown } | { ok: false; problem: string };

export function parseValue(text: string, wasText: boolean): Parsed {
  return wasText ? { ok: true, value: text } : parseJson(text);
}

export function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `This is not JSON (a text needs quotes: "like this"). ${reason}` };
  }
}

export function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' ? 'context' : typeof value;
}
