/** Three tokens: one runs, one waits for a person, one waits for time. */
import classes from './Wordmark.module.css';

export function Wordmark({ small }: { small?: boolean }) {
  return (
    <span className={classes.wordmark} role="img" aria-label="Meanwhile">
      <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
        <circle cx="4" cy="4" r="3.5" fill="var(--mw-runs)" />
        <circle cx="12" cy="4" r="3.5" fill="var(--mw-person)" />
        <circle cx="20" cy="4" r="3.5" fill="var(--mw-waits)" />
      </svg>
      {!small && <span aria-hidden="true">Meanwhile</span>}
    </span>
  );
}
