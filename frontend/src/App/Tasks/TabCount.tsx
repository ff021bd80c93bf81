/** How much there is behind a tab; marked if something in it is new to me. */
import { VisuallyHidden } from '@mantine/core';
import classes from './Task.module.css';

export function TabCount({ count, isNew = false }: { count: number; isNew?: boolean }) {
  if (count === 0) return null;
  return (
    <span className={classes.count} data-new={isNew || undefined}>
      {count}
      {isNew && <VisuallyHidden>, you are mentioned</VisuallyHidden>}
    </span>
  );
}
