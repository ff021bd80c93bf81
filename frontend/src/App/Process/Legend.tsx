/** What the colours and numbers on the diagram mean. */
import classes from './Legend.module.css';
import type { Lens } from './processSearch';

export function Legend({ lens }: { lens: Lens }) {
  if (lens === 'frequency') {
    return (
      <p className={classes.legend}>
        <span className={classes.line} aria-hidden /> the wider, the more often taken
        <span className={classes.gap} />
        <span className={classes.number} aria-hidden>
          12
        </span>
        times entered, ever
      </p>
    );
  }
  return (
    <p className={classes.legend}>
      <Swatch meaning="runs">runs</Swatch>
      <Swatch meaning="person">waits for a person</Swatch>
      <Swatch meaning="waits">waits for time or others</Swatch>
      <Swatch meaning="broken">incident</Swatch>
      <span className={classes.note}>count · age of the oldest</span>
    </p>
  );
}

function Swatch({ meaning, children }: { meaning: string; children: string }) {
  return (
    <span className={classes.swatch} data-meaning={meaning}>
      {children}
    </span>
  );
}
