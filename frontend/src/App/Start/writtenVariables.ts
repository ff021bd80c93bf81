/** Variables as people write them: a name, a kind, and a text that must fit the kind. */
import { parseJson } from '~/App/Instance/variableText';
import type { Variables } from '~/api/types';

export const KINDS = ['text', 'number', 'yes or no', 'JSON'] as const;
export type Kind = (typeof KINDS)[number];

export interface WrittenVariable {
  id: number;
  name: string;
  kind: Kind;
  text: string;
}

export type Read = { variables: Variables } | { problems: Readonly<Record<number, string>> };

/** A row without a name and without a text is not written at all. */
export function readVariables(rows: readonly WrittenVariable[]): Read {
  const variables: Variables = {};
  const problems: Record<number, string> = {};
  for (const row of rows) {
    const name = row.name.trim();
    if (name === '' && row.text === '') continue;
    const value = readValue(row);
    if (name === '') problems[row.id] = 'Give it a name.';
    else if (Object.hasOwn(variables, name)) problems[row.id] = `There are two variables called ${name}.`;
    else if ('problem' in value) problems[row.id] = value.problem;
    else variables[name] = value.value;
  }
  return Object.keys(problems).length > 0 ? { problems } : { variables };
}

function readValue({ kind, text }: WrittenVariable): { value: unknown } | { problem: string } {
  switch (kind) {
    case 'text':
      return { value: text };
    case 'number': {
      const number = Number(text.trim().replace(',', '.'));
      return text.trim() === '' || !Number.isFinite(number)
        ? { problem: 'This is not a number.' }
        : { value: number };
    }
    case 'yes or no':
      return { value: text === 'yes' };
    case 'JSON': {
      const parsed = parseJson(text);
      return parsed.ok ? { value: parsed.value } : { problem: parsed.problem };
    }
  }
}
