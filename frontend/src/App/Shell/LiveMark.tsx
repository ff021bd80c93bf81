/** Says how fresh the page is: live and when it last heard, or frozen and since when. */
import { Tooltip } from '@mantine/core';
import { useLiveState } from '~/live/LiveProvider';
import { clock, shortDuration } from '~/time/inWords';
import { useNow } from '~/time/useNow';
import classes from './LiveMark.module.css';

export function LiveMark() {
  const state = useLiveState();
  const now = useNow(500);
  if (state.phase === 'connecting') {
    return (
      <span className={classes.mark} data-phase="connecting" role="status">
        Connecting…
      </span>
    );
  }
  if (state.phase === 'frozen') {
    return (
      <Tooltip label="The connection is lost. What you see is as of then; it is tried again all the time.">
        <span className={classes.mark} data-phase="frozen" role="status">
          Frozen since {clock(state.since)}
        </span>
      </Tooltip>
    );
  }
  const heard = Math.max(0, now - state.heardAt);
  const changed =
    state.changedAt === null ? 'nothing has changed yet' : `last change ${clock(state.changedAt)}`;
  return (
    <Tooltip label={`Changes arrive by themselves; ${changed}`}>
      {/* The seconds are not for a screen reader: it would never stop talking. */}
      <span className={classes.mark} data-phase="live" role="status" aria-label="Live">
        Live
        <span className={classes.age} aria-hidden>
          {heard < 1_000 ? `${(heard / 1_000).toFixed(1)} s` : shortDuration(heard)} ago
        </span>
      </span>
    </Tooltip>
  );
}
