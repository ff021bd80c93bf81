/** A panel that could not be shown: what happened, and a way on. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './panels.module.css';

interface Props {
  title: string;
  error: unknown;
  onRetry?: () => void;
}

export function Failure({ title, error, onRetry }: Props) {
  return (
    <div role="alert" className={classes.notice}>
      <IconAlertTriangle size={22} stroke={1.6} color="var(--mw-broken)" aria-hidden />
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{error instanceof Error ? error.message : String(error)}</p>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
