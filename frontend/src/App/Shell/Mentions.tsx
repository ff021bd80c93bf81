/** On every page: somebody has mentioned me, and I have not seen it yet. */
import { IconAt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSummary } from '~/api/summary';
import { capped } from './capped';
import classes from './TopBar.module.css';

export function Mentions() {
  const mentions = useSummary().data?.mentions ?? 0;
  if (mentions === 0) return null;
  const words = mentions === 1 ? '1 task mentions you' : `${capped(mentions)} tasks mention you`;
  return (
    <Link
      to="/tasks"
      search={{ view: 'mentioned' }}
      className={classes.mentions}
      aria-label={words}
      title={words}
    >
      <IconAt size={15} stroke={2} aria-hidden />
      {capped(mentions)}
    </Link>
  );
}
