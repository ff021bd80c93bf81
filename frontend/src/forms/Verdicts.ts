/**
 * A verdict is the server's "not this value" about one field. It stands for as long as the field keeps that value, and until the
 * form is sent again: what was wrong may have been put right in another field.
 */
import type { PlacedError } from './fieldErrors';

/** One drawn field; `indexes` numbers the entries of the dynamic lists around it. */
export interface FieldInstance {
  id: string;
  indexes?: Record<string, number>;
}

export class Verdicts {
  #pending: readonly PlacedError[] = [];
  readonly #passed = new Map<PlacedError, string>();

  pass(errors: readonly PlacedError[]): void {
    this.#pending = errors;
    this.#passed.clear();
  }

  lift(): void {
    this.pass([]);
  }

  /** The messages that stand at this field while it has this value. */
  on(field: FieldInstance, value: unknown): string[] {
    const entries = Object.values(field.indexes ?? {});
    const now = JSON.stringify(value) ?? '';
    return this.#pending
      .filter((each) => each.fieldId === field.id && each.entries.join() === entries.join())
      .filter((each) => {
        if (!this.#passed.has(each)) this.#passed.set(each, now);
        return this.#passed.get(each) === now;
      })
      .map((each) => each.error.message);
  }

  /** Verdicts about fields that are not drawn at all. */
  get unseen(): PlacedError[] {
    return this.#pending.filter((each) => !this.#passed.has(each));
  }
}
