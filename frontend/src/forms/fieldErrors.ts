/**
 * The server checks a form again and answers with errors by path (`customer.name`, `items[0].amount`). Here each finds the field
 * on the screen; one that has no field is handed back, so that it can be shown above the form and never gets lost.
 */
import type { FieldError } from '~/api/problem';
import type { FormSchema } from '~/api/types';
import { EACH, type Field, fieldsOf } from './schema';

export interface PlacedError {
  fieldId: string;
  /** In a dynamic list, the number of the entry; in a list within a list, of each, from the outermost. */
  entries: number[];
  /** As the server told it. */
  error: FieldError;
}

export function placeErrors(schema: FormSchema, errors: readonly FieldError[]) {
  const fields = fieldsOf(schema);
  const placed: PlacedError[] = [];
  const unplaced: FieldError[] = [];
  for (const error of errors) {
    const place = error.field === undefined ? undefined : locate(fields, error.field);
    if (place) placed.push({ ...place, error });
    else unplaced.push(error);
  }
  return { placed, unplaced };
}

function locate(fields: readonly Field[], name: string): Omit<PlacedError, 'error'> | undefined {
  const path = name.replace(/\[(\d+)\]/g, '.$1').split('.');
  for (const { id, path: wanted } of fields) {
    if (id === name) return { fieldId: id, entries: [] };
    // An error inside a structured value belongs to the field that edits the whole value.
    if (wanted.length > path.length) continue;
    if (wanted.every((part, at) => (part === EACH ? /^\d+$/.test(path[at] ?? '') : part === path[at]))) {
      return {
        fieldId: id,
        entries: wanted.flatMap((part, at) => (part === EACH ? [Number(path[at])] : [])),
      };
    }
  }
  return undefined;
}
