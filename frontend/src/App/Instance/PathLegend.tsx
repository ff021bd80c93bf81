import classes from '../Process/Legend.module.css';

/** What the lines and colours of the diagram of one instance mean. */
export function PathLegend() {
  return (
    <p className={classes.legend}>
      <span className={classes.path} aria-hidden /> path taken
      {(['runs', 'person', 'waits', 'broken'] as const).map((meaning) => (
        <span key={meaning} className={classes.swatch} data-meaning={meaning}>
          {WORDS[meaning]}
        </span>
      ))}
    </p>
  );
}

const WORDS = {
  runs: 'runs',
  person: 'waits for a person',
  waits: 'waits for time or others',
  broken: 'incident',
};
