/** Until when a task is out of my lists, and the way back. */
import { UnstyledButton } from '@mantine/core';
import type { UserTask } from '~/api/types';
import { useSnoozeUserTask } from '~/api/userTasks';
import { Moment } from '~/time/Age';
import classes from './TaskHeader.module.css';

export function Snoozed({ task, until }: { task: UserTask; until: string }) {
  const waking = useSnoozeUserTask(task.key);
  return (
    <>
      put off until <Moment at={until} />{' '}
      <UnstyledButton
        className={classes.link}
        disabled={waking.isPending}
        onClick={() => waking.mutate(null)}
      >
        Back to my lists
      </UnstyledButton>
    </>
  );
}
