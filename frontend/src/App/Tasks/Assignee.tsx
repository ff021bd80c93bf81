/** Who has the task, and since when; or for whom it is meant. */
import { useUser } from '~/api/session';
import type { UserTask } from '~/api/types';
import { Moment } from '~/time/Age';
import classes from './TaskHeader.module.css';

export function Assignee({ task }: { task: UserTask }) {
  const me = useUser()?.username;
  if (task.state === 'CANCELED') return <>canceled: the process went another way</>;
  if (task.state === 'COMPLETED') {
    return (
      <span className={classes.done}>
        completed by {task.completed_by === me ? 'you' : (task.completed_by ?? 'the process')}
        {task.completed_at && (
          <>
            , <Moment at={task.completed_at} />
          </>
        )}
      </span>
    );
  }
  if (task.assignee !== null) {
    return (
      <span className={task.assignee === me ? classes.mine : classes.theirs}>
        {has(task, me)}
        {task.claimed_at && (
          <>
            {' '}
            since <Moment at={task.claimed_at} />
          </>
        )}
      </span>
    );
  }
  const meant = [...task.candidate_groups, ...task.candidate_users];
  return (
    <span className={classes.nobody}>Nobody has it{meant.length > 0 && ` · for ${meant.join(', ')}`}</span>
  );
}

function has(task: UserTask, me: string | undefined): string {
  const mine = task.assignee === me;
  if (task.delegation === 'PENDING') {
    const owner = task.owner === me ? 'you' : task.owner;
    return mine ? `You do it for ${owner}` : `${task.assignee} does it for ${owner}`;
  }
  const again = task.delegation === 'RESOLVED' ? ' again' : '';
  return mine ? `You have it${again}` : `${task.assignee} has it${again}`;
}
