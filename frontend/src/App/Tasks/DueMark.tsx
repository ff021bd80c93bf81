/** When a task is due, in words that change as the time comes nearer. */
import { IconAlarm } from '@tabler/icons-react';
import { exactMoment } from '~/time/inWords';
import { useNow } from '~/time/useNow';
import classes from './DueMark.module.css';
import { dueInWords } from './dueInWords';

export function DueMark({ dueAt }: { dueAt: string }) {
  const { words, urgency } = dueInWords(dueAt, useNow(15_000));
  return (
    <time className={classes.due} dateTime={dueAt} data-urgency={urgency} title={exactMoment(dueAt)}>
      <IconAlarm size={13} aria-hidden="true" />
      {words}
    </time>
  );
}
