/** Times as people say them. Durations have at most two units, and one where room is short. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "8 s", "12 min", "3 h", "2 d": one unit, for badges and table cells. */
export function shortDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return `${Math.floor(length / HOUR)} h`;
  return `${Math.floor(length / DAY)} d`;
}

/** "8 s", "12 min", "3 h 20 min", "2 d 4 h": two units where the second still matters. */
export function duration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < MINUTE) return `${(length / SECOND).toFixed(length < 10 * SECOND ? 1 : 0)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return twoUnits(length, HOUR, 'h', MINUTE, 'min');
  return twoUnits(length, DAY, 'd', HOUR, 'h');
}

function twoUnits(
  length: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const first = Math.floor(length / large);
  const second = Math.floor((length % large) / small);
  return second === 0 ? `${first} ${largeName}` : `${first} ${largeName} ${second} ${smallName}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const CLOCK_SECONDS = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DATE_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });

/** "14:02", "yesterday 14:02", "Thu 14:02", "3 Nov 14:02", "3 Nov 2025": as exact as it still matters. */
export function moment(at: string | number, now: number): string {
  const date = new Date(at);
  const days = Math.round((startOfDay(new Date(now)) - startOfDay(date)) / DAY);
  const time = CLOCK.format(date);
  if (days === 0) return time;
  if (days === 1) return `yesterday ${time}`;
  if (days === -1) return `tomorrow ${time}`;
  if (Math.abs(days) < 7) return `${WEEKDAY.format(date)} ${time}`;
  if (date.getFullYear() === new Date(now).getFullYear()) return `${DATE.format(date)} ${time}`;
  return DATE_YEAR.format(date);
}

export function clock(at: string | number): string {
  return CLOCK_SECONDS.format(new Date(at));
}

/** The whole date, for a tooltip. */
export function exactMoment(at: string | number): string {
  return EXACT.format(new Date(at));
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
