/**
 * What a diagram is to show besides itself. Pages say the picture they want; the viewer applies only what differs from the
 * picture before.
 */

/** What a token on an element does: it runs, waits for a person, waits for time or others, or is stuck. */
export type TokenKind = 'runs' | 'person' | 'waits';

/** What a badge counts: tokens of a kind, or how often an element was passed. */
export type BadgeKind = TokenKind | 'passed';

/** How an element or a flow is drawn. */
export type Mark =
  | TokenKind
  | 'broken'
  | 'passed'
  | 'terminated'
  | 'ahead'
  | 'taken'
  | 'selected'
  | 'error'
  | 'warning';

/** The pill at the upper right corner of an element. Numbers and words, never colour alone. */
export interface Badge {
  /** Active element instances; 0 shows only the incidents. */
  active: number;
  kind: BadgeKind;
  incidents: number;
  /** Age of the oldest token, in words. */
  age: string | null;
  /** The sentence read on hover. */
  title: string;
}

export interface Picture {
  badges: Readonly<Record<string, Badge>>;
  marks: Readonly<Record<string, readonly Mark[]>>;
  /** How often each flow was taken. A number that rises sends a token along the flow. */
  flows: Readonly<Record<string, number>>;
  /** Lines of another width than usual, by flow. */
  widths?: Readonly<Record<string, number>>;
}

export const EMPTY_PICTURE: Picture = { badges: {}, marks: {}, flows: {} };
