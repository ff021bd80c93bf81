/** A value of a decision as the rules write it: a text in quotes, a list in brackets, a context in braces. */
export function valueInWords(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(valueInWords).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${valueInWords(each)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** As an answer reads in a sentence: texts without quotes, several after one another. */
export function answerInWords(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(answerInWords).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value as Record<string, unknown>)
      .map(([name, each]) => `${name}: ${answerInWords(each)}`)
      .join(' · ');
  }
  return JSON.stringify(value);
}
