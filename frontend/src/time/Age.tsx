/** How long ago something began, counting on; the exact moment on hover. */
import { duration, exactMoment, moment, shortDuration } from './inWords';
import { useNow } from './useNow';

export function Age({ since, long }: { since: string; long?: boolean }) {
  const now = useNow(1_000);
  const ms = now - Date.parse(since);
  return (
    <time dateTime={since} title={exactMoment(since)} className="mw-number">
      {long ? duration(Math.max(1000, ms)) : shortDuration(ms)}
    </time>
  );
}

export function Moment({ at }: { at: string }) {
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={exactMoment(at)} className="mw-number">
      {moment(at, now)}
    </time>
  );
}
