/** Mentions: `@name` in a comment. */

export interface Piece {
  text: string;
  mention: boolean;
}

/** The text in pieces, so that the names that are mentioned can be marked. */
export function piecesOf(text: string, mentions: readonly string[]): Piece[] {
  if (mentions.length === 0) return [{ text, mention: false }];
  const longestFirst = [...mentions].sort((a, b) => b.length - a.length);
  const names = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pieces = text.split(new RegExp(`((?<![\\w@.+-])@(?:${names}))(?!\\w)`));
  return pieces.map((piece, at) => ({ text: piece, mention: at % 2 === 1 })).filter((piece) => piece.text);
}

/** The name that is being written just before the caret, without its @; null if none is. */
export function nameBeingWritten(text: string, caret: number): string | null {
  return /(?<![\w@.+-])@([\w.+-]*)$/.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The text with that name finished, and where the caret is then. */
export function finishName(text: string, caret: number, name: string): { text: string; caret: number } {
  const start = caret - (nameBeingWritten(text, caret)?.length ?? 0);
  const rest = text.slice(caret);
  const finished = `${text.slice(0, start)}${name}${rest.startsWith(' ') ? '' : ' '}`;
  return { text: finished + rest, caret: start + name.length + 1 };
}
