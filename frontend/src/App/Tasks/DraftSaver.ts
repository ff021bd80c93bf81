/**
 * A draft is kept on the server while somebody writes: a moment after the last keystroke, at once when the task is left, and
 * never again once it is completed. A save that failed is tried again with the next change.
 */
import type { Variables } from '~/api/types';

export type DraftState =
  | { phase: 'untouched' }
  | { phase: 'unsaved' }
  | { phase: 'saving' }
  | { phase: 'saved'; at: number }
  | { phase: 'failed'; message: string };

/** Long enough that nobody's sentence is saved word by word, short enough that little is lost. */
const PAUSE_MS = 800;

type Save = (data: Variables) => Promise<unknown>;

export class DraftSaver {
  #save: Save;
  #pending: Variables | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: DraftState = { phase: 'untouched' };
  #listeners = new Set<() => void>();
  /** Saves follow one another, so that an older draft never overtakes a newer one. */
  #last: Promise<void> = Promise.resolve();

  constructor(save: Save) {
    this.#save = save;
  }

  get state(): DraftState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  write(data: Variables): void {
    this.#pending = data;
    this.#become({ phase: 'unsaved' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Saves what is not saved yet, now. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#last = this.#last.then(() => this.#savePending());
    return this.#last;
  }

  /** The answers went another way: there is nothing left to save. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
  }

  async #savePending(): Promise<void> {
    const data = this.#pending;
    if (data === null) return;
    this.#pending = null;
    this.#become({ phase: 'saving' });
    try {
      await this.#save(data);
    } catch (reason) {
      // What was written since is newer; else this is what the next try has to save.
      this.#pending ??= data;
      this.#become({ phase: 'failed', message: reason instanceof Error ? reason.message : String(reason) });
      return;
    }
    if (this.#pending === null) this.#become({ phase: 'saved', at: Date.now() });
  }

  #become(state: DraftState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
