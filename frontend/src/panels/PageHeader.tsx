/** The head of a page: where we are, what it is, its numbers, and what can be done. */
import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';

interface Props {
  above?: ReactNode;
  title: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ above, title, facts, actions }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {above && <div className={classes.above}>{above}</div>}
        <h1 className={classes.title}>{title}</h1>
      </div>
      {facts && <div className={classes.facts}>{facts}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}

/** A number with its name. */
export function Fact({ label, meaning, children }: { label: string; meaning?: string; children: ReactNode }) {
  return (
    <div className={classes.fact} data-meaning={meaning}>
      <span className={classes.value}>{children}</span>
      <span className={classes.label}>{label}</span>
    </div>
  );
}
