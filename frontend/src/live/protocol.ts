/**
 * The words spoken over the live line. A *subject* is what a page watches (`definition:4711`, `instance:4712`, `inbox`,
 * `summary`). The server answers a subscription with a snapshot and then sends deltas; `seq` rises by one per subject, so a
 * gap is noticed. `at` is when the change was committed. A `tick` every five seconds says that the line is alive.
 */
export type Subject = string;

export type ServerMessage =
  | { type: 'snapshot'; subject: Subject; seq: number; at: string; data: LiveData }
  | { type: 'delta'; subject: Subject; seq: number; at: string; data: LiveData }
  | { type: 'tick'; at: string }
  | { type: 'pong'; at: string }
  | { type: 'error'; subject: Subject | null; code: string; message: string };

export type ClientMessage = { type: 'subscribe' | 'unsubscribe' | 'resync'; subject: Subject };

export type LiveData = Record<string, unknown>;

/** What a listener hears: `data` is the whole picture now, `change` what this message brought. */
export interface LiveNews {
  kind: 'snapshot' | 'delta';
  at: string;
  data: LiveData;
  change: LiveData;
}

/** The server closes with this code when the session is over. */
export const CLOSED_UNAUTHORIZED = 4401;
