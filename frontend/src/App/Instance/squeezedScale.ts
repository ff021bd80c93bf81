/**
 * A time axis on which waiting does not drown the work: the room between two neighbouring moments grows with the logarithm
 * of the time between them, so a week takes a few times the room of a second, not a million times.
 */
export type Scale = (at: number) => number;

const SECOND = 1_000;

/** Places a moment between 0 and 1. */
export function squeezedScale(moments: readonly number[]): Scale {
  const stops = [...new Set(moments)].sort((one, other) => one - other);
  const first = stops[0];
  if (first === undefined || stops.length === 1) return () => 0;
  const room: number[] = [0];
  for (let index = 1; index < stops.length; index++) {
    const gap = (stops[index] as number) - (stops[index - 1] as number);
    room.push((room[index - 1] as number) + Math.log2(1 + gap / SECOND) + 0.15);
  }
  const whole = room.at(-1) as number;

  return (at) => {
    if (at <= first) return 0;
    const next = stops.findIndex((stop) => stop >= at);
    if (next === -1) return 1;
    const from = stops[next - 1] as number;
    const part = (at - from) / ((stops[next] as number) - from);
    const start = room[next - 1] as number;
    return (start + part * ((room[next] as number) - start)) / whole;
  };
}
