/** The shape of rows to come. */
import { Skeleton } from '@mantine/core';
import classes from './panels.module.css';

export function LoadingRows({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div className={classes.rows} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // The rows are all alike and never move: their place is their name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Skeleton key={row} height={14} width={`${88 - ((row * 17) % 40)}%`} />
      ))}
    </div>
  );
}
