/** A panel with nothing to show says so, and what to do next. */
import type { ReactNode } from 'react';
import classes from './panels.module.css';

interface Props {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
}

export function Empty({ title, children, icon, action }: Props) {
  return (
    <div className={classes.notice}>
      {icon && (
        <span className={classes.icon} aria-hidden>
          {icon}
        </span>
      )}
      <p className={classes.title}>{title}</p>
      {children && <p className={classes.text}>{children}</p>}
      {action}
    </div>
  );
}
