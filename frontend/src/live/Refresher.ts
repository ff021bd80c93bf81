/**
 * Turns "this list changed" into refetches: at most one at a time and one per interval for each key, and never none after
 * the last word. A refetch that is under way is not cancelled by the next word (on a busy process it would never end);
 * the word is remembered, and the list is fetched once more.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

interface Turn {
  again: boolean;
}

export class Refresher {
  #queries: QueryClient;
  #interval: number;
  #turns = new Map<string, Turn>();

  constructor(queries: QueryClient, interval = 1_000) {
    this.#queries = queries;
    this.#interval = interval;
  }

  refresh(queryKey: QueryKey): void {
    const name = JSON.stringify(queryKey);
    const turn = this.#turns.get(name);
    if (turn) turn.again = true;
    else void this.#run(name, queryKey);
  }

  async #run(name: string, queryKey: QueryKey): Promise<void> {
    const turn: Turn = { again: true };
    this.#turns.set(name, turn);
    while (turn.again) {
      turn.again = false;
      await Promise.all([
        this.#queries.invalidateQueries({ queryKey }, { cancelRefetch: true }),
        new Promise((resolve) => setTimeout(resolve, this.#interval)),
      ]);
    }
    this.#turns.delete(name);
  }
}
