import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMayOperate } from '~/App/Shell/rights';
import type { UserTask } from '~/api/types';
import { Moment } from '~/time/Age';
import { Assignee } from './Assignee';
import { DueMark } from './DueMark';
import { priorityInWords } from './dueInWords';
import { Snoozed } from './Snoozed';
import { TaskActions } from './TaskActions';
import classes from './TaskHeader.module.css';

interface Props {
  task: UserTask;
  onBack: () => void;
  /** The task has left my lists. */
  onPutOff: () => void;
}

export function TaskHeader({ task, onBack, onPutOff }: Props) {
  const priority = priorityInWords(task.priority);
  return (
    <header className={classes.header}>
      <ActionIcon className={classes.back} onClick={onBack} aria-label="Back to the list" size={34}>
        <IconArrowLeft size={18} />
      </ActionIcon>
      <div className={classes.words}>
        <p className={classes.about}>
          <ProcessName task={task} />
          {task.business_key && <span className="mw-key">{task.business_key}</span>}
        </p>
        <h2 className={classes.title}>{task.name}</h2>
        <ul className={classes.facts}>
          <li>
            <Assignee task={task} />
          </li>
          {task.due_at && task.state === 'CREATED' && (
            <li>
              <DueMark dueAt={task.due_at} />
            </li>
          )}
          {task.snoozed_until && task.state === 'CREATED' && (
            <li>
              <Snoozed task={task} until={task.snoozed_until} />
            </li>
          )}
          {task.is_suspended && task.state === 'CREATED' && <li>suspended</li>}
          {priority && <li>{priority}</li>}
          {task.requester && <li>from {task.requester}</li>}
          <li>
            arrived <Moment at={task.created_at} />
          </li>
        </ul>
      </div>
      <TaskActions task={task} onPutOff={onPutOff} />
    </header>
  );
}

/** Operators go on to the instance; for others the process is a name. */
function ProcessName({ task }: { task: UserTask }) {
  const mayOperate = useMayOperate();
  if (!mayOperate) return <span>{task.process_name}</span>;
  return (
    <Link
      to="/instances/$instanceKey"
      params={{ instanceKey: task.process_instance_key }}
      search={{ element: task.element_id }}
    >
      {task.process_name}
    </Link>
  );
}
