/**
 * The keyboard map. A shortcut is one key (`/`, `?`, `j`), two keys one after the other (`g t`), or a key with the command
 * key (`mod+k`). Whoever is on the screen registers its own, so the help sheet lists what works here and now.
 */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export interface Shortcut {
  keys: string;
  label: string;
  group: string;
}

interface Registered extends Shortcut {
  act: () => void;
}

/** After this long the first key of a pair is forgotten. */
const PAIR_MS = 1_200;

export class KeyboardMap {
  #registered: Registered[] = [];
  #listed: readonly Shortcut[] = [];
  #listeners = new Set<() => void>();
  #first: { key: string; at: number } | null = null;

  register(shortcut: Registered): () => void {
    this.#change([...this.#registered, shortcut]);
    return () => this.#change(this.#registered.filter((each) => each !== shortcut));
  }

  get shortcuts(): readonly Shortcut[] {
    return this.#listed;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Acts on a key press. Answers whether it meant something. */
  press(event: KeyboardEvent): boolean {
    const key = nameOfKey(event);
    if (key === null) return false;
    const first = this.#first && event.timeStamp - this.#first.at < PAIR_MS ? this.#first.key : null;
    this.#first = null;
    const found = (first && this.#find(`${first} ${key}`)) || this.#find(key);
    if (found) {
      event.preventDefault();
      found.act();
      return true;
    }
    if (this.#registered.some((each) => each.keys.startsWith(`${key} `))) {
      this.#first = { key, at: event.timeStamp };
      return true;
    }
    return false;
  }

  /** Of two that claim the same keys the later one wins: the open panel before the page below it. */
  #find(keys: string): Registered | undefined {
    return this.#registered.findLast((each) => each.keys === keys);
  }

  #change(registered: Registered[]): void {
    this.#registered = registered;
    this.#listed = registered;
    for (const listener of this.#listeners) listener();
  }
}

function nameOfKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) return `mod+${key}`;
  if (isWriting(event.target)) return null;
  // Enter belongs to what has the focus, if that can be pressed.
  if (key === 'Enter' && isPressable(event.target)) return null;
  return key;
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, [role=option]') !== null;
}

/** Where no letters are written, letters are shortcuts: whoever has just chosen an answer goes on by keyboard. */
const NOT_FOR_LETTERS = new Set(['radio', 'checkbox', 'button', 'submit', 'file']);

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && NOT_FOR_LETTERS.has(target.type)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

export const keyboardMap = new KeyboardMap();

export function useShortcut(
  keys: string,
  label: string,
  group: string,
  action: () => void,
  enabled = true,
): void {
  const act = useEffectEvent(action);
  useEffect(() => {
    if (enabled) return keyboardMap.register({ keys, label, group, act: () => act() });
  }, [keys, label, group, enabled]);
}

export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(keyboardMap.subscribe, () => keyboardMap.shortcuts);
}
