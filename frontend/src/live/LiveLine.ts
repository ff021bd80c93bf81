/**
 * One WebSocket for the whole page. Subjects are subscribed to while somebody listens; a lost connection freezes the line
 * (and says since when) and is tried again ever more patiently; a gap in a subject's numbers asks for a new snapshot and
 * lets no delta through until it is there.
 */
import { mergeDelta } from './mergeDelta';
import {
  CLOSED_UNAUTHORIZED,
  type ClientMessage,
  type LiveData,
  type LiveNews,
  type ServerMessage,
  type Subject,
} from './protocol';

export type LiveState =
  | { phase: 'connecting' }
  | { phase: 'live'; heardAt: number; changedAt: number | null }
  | { phase: 'frozen'; since: number };

type Listener = (news: LiveNews) => void;

interface Watch {
  listeners: Set<Listener>;
  /** The number of the last message applied; null while a snapshot is awaited. */
  seq: number | null;
  data: LiveData | null;
  at: string;
}

interface Options {
  url: string;
  open?: (url: string) => WebSocket;
  onUnauthorized?: () => void;
  onRefused?: (subject: Subject | null, message: string) => void;
}

/** The server ticks every five seconds; two ticks missed and a bit is a dead line. */
const SILENCE_MS = 12_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

export class LiveLine {
  #options: Options;
  #socket: WebSocket | null = null;
  #watches = new Map<Subject, Watch>();
  #state: LiveState = { phase: 'connecting' };
  #stateListeners = new Set<() => void>();
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get state(): LiveState {
    return this.#state;
  }

  onState = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  connect(): void {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    const open = this.#options.open ?? ((url) => new WebSocket(url));
    const socket = open(this.#options.url);
    this.#socket = socket;
    this.#listenForSilence();
    socket.onopen = () => {
      for (const subject of this.#watches.keys()) this.#send({ type: 'subscribe', subject });
    };
    socket.onmessage = (event) => this.#hear(JSON.parse(String(event.data)) as ServerMessage);
    socket.onclose = (event) => this.#lost(event.code);
  }

  /** Ends the line for good: on logout, or when the page goes. */
  close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#abandonSocket();
  }

  /** Try now instead of waiting for the next attempt: the network is back, or the page is looked at again. */
  hurry(): void {
    if (this.#state.phase !== 'frozen' || this.#socket) return;
    this.#attempts = 0;
    this.connect();
  }

  watch(subject: Subject, listener: Listener): () => void {
    let watch = this.#watches.get(subject);
    if (watch) {
      watch.listeners.add(listener);
      if (watch.data) listener({ kind: 'snapshot', at: watch.at, data: watch.data, change: watch.data });
    } else {
      watch = { listeners: new Set([listener]), seq: null, data: null, at: '' };
      this.#watches.set(subject, watch);
      this.#send({ type: 'subscribe', subject });
    }
    return () => this.#unwatch(subject, listener);
  }

  #unwatch(subject: Subject, listener: Listener): void {
    const watch = this.#watches.get(subject);
    if (!watch?.listeners.delete(listener) || watch.listeners.size > 0) return;
    this.#watches.delete(subject);
    this.#send({ type: 'unsubscribe', subject });
  }

  #hear(message: ServerMessage): void {
    this.#attempts = 0;
    this.#listenForSilence();
    const now = Date.now();
    const changedAt = this.#state.phase === 'live' ? this.#state.changedAt : null;
    this.#become({ phase: 'live', heardAt: now, changedAt: message.type === 'delta' ? now : changedAt });
    if (message.type === 'snapshot')
      this.#applySnapshot(message.subject, message.seq, message.at, message.data);
    if (message.type === 'delta') this.#applyDelta(message.subject, message.seq, message.at, message.data);
    if (message.type === 'error') this.#options.onRefused?.(message.subject, message.message);
  }

  #applySnapshot(subject: Subject, seq: number, at: string, data: LiveData): void {
    const watch = this.#watches.get(subject);
    if (!watch) return;
    Object.assign(watch, { seq, data, at });
    this.#tell(watch, { kind: 'snapshot', at, data, change: data });
  }

  #applyDelta(subject: Subject, seq: number, at: string, delta: LiveData): void {
    const watch = this.#watches.get(subject);
    if (watch?.seq == null || watch.data === null) return; // a snapshot is on its way and will hold this change
    if (seq <= watch.seq) return; // told twice
    if (seq > watch.seq + 1) {
      watch.seq = null;
      this.#send({ type: 'resync', subject });
      return;
    }
    const data = mergeDelta(watch.data, delta);
    Object.assign(watch, { seq, data, at });
    this.#tell(watch, { kind: 'delta', at, data, change: delta });
  }

  #tell(watch: Watch, news: LiveNews): void {
    for (const listener of [...watch.listeners]) listener(news);
  }

  #lost(code: number): void {
    this.#abandonSocket();
    clearTimeout(this.#silence);
    for (const watch of this.#watches.values()) watch.seq = null;
    if (this.#state.phase !== 'frozen') {
      const since = this.#state.phase === 'live' ? this.#state.heardAt : Date.now();
      this.#become({ phase: 'frozen', since });
    }
    if (code === CLOSED_UNAUTHORIZED) {
      this.#options.onUnauthorized?.();
      return;
    }
    const patience = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts++);
    // Spread by a third, so that a restarted server is not met by all browsers at once.
    this.#retry = setTimeout(() => this.connect(), patience * (1 + Math.random() / 3));
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(0), SILENCE_MS);
  }

  #abandonSocket(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(message));
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener();
  }
}
