/** A draft holds the unfinished answers only. It is laid over the variables, so that what it does not mention stays visible. */
import type { Variables } from '~/api/types';

export function mergeDraft(variables: Variables, draft: Variables | null | undefined): Variables {
  if (!draft) return variables;
  const merged: Variables = { ...variables };
  for (const [name, value] of Object.entries(draft)) {
    const known = merged[name];
    merged[name] = isStructure(known) && isStructure(value) ? mergeDraft(known, value) : value;
  }
  return merged;
}

function isStructure(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
