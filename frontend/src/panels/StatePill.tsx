/** A small word with the colour of its meaning, and a dot so that it is not colour alone. */
import type { ReactNode } from 'react';
import classes from './StatePill.module.css';

export type Meaning = 'runs' | 'person' | 'waits' | 'broken' | 'over' | 'done';

export function StatePill({ meaning, children }: { meaning: Meaning; children: ReactNode }) {
  return (
    <span className={classes.pill} data-meaning={meaning}>
      {children}
    </span>
  );
}
