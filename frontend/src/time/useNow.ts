/** The time, for what ages on the screen. All who ask for the same interval tick together. */
import { useSyncExternalStore } from 'react';

class Ticker {
  #interval: number;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  now = Date.now();

  constructor(interval: number) {
    this.#interval = interval;
  }

  subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.now = Date.now();
      this.#timer = setInterval(() => this.#tick(), this.#interval);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearInterval(this.#timer);
    };
  };

  #tick(): void {
    this.now = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const tickers = new Map<number, Ticker>();

export function useNow(intervalMs: number): number {
  let ticker = tickers.get(intervalMs);
  if (!ticker) {
    ticker = new Ticker(intervalMs);
    tickers.set(intervalMs, ticker);
  }
  const { subscribe } = ticker;
  const clock = ticker;
  return useSyncExternalStore(subscribe, () => clock.now);
}
