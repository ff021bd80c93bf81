/** When a task that is put off may come back, as people choose: soon, this evening, tomorrow, next week. */

export interface LaterChoice {
  words: string;
  at: Date;
}

const MORNING = 9;
const EVENING = 18;

export function laterChoices(now: Date): LaterChoice[] {
  const monday = (8 - now.getDay()) % 7 || 7;
  return [
    { words: 'In an hour', at: new Date(now.getTime() + 3_600_000) },
    ...(now.getHours() < EVENING - 2 ? [{ words: 'This evening', at: day(now, 0, EVENING) }] : []),
    { words: 'Tomorrow morning', at: day(now, 1, MORNING) },
    ...(monday > 1 ? [{ words: 'On Monday', at: day(now, monday, MORNING) }] : []),
    { words: 'In a week', at: day(now, 7, MORNING) },
  ];
}

function day(now: Date, ahead: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, hour);
}

/** A moment as a field of type `datetime-local` writes it, in the user's own zone. */
export function localInput(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What such a field says; null if it is empty or half filled in. */
export function fromLocalInput(text: string): Date | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at;
}
