import { clock } from '~/time/inWords';
import type { DraftState } from './DraftSaver';
import classes from './TaskForm.module.css';

/** What became of the half-filled form. */
export function DraftMark({ state }: { state: DraftState }) {
  return (
    <span className={classes.draft} data-failed={state.phase === 'failed' || undefined} role="status">
      {inWords(state)}
    </span>
  );
}

function inWords(state: DraftState): string {
  switch (state.phase) {
    case 'untouched':
      return '';
    case 'unsaved':
    case 'saving':
      return 'Saving draft…';
    case 'saved':
      return `Draft saved ${clock(state.at)}`;
    case 'failed':
      return `Draft not saved: ${state.message}`;
  }
}
