/** One task in the list: what, of which process, from whom, who has it, by when. */
import { Avatar, VisuallyHidden } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconAt,
  IconClockHour4,
  IconMessage,
  IconMoonStars,
  IconPaperclip,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useUser } from '~/api/session';
import type { UserTask } from '~/api/types';
import { Moment } from '~/time/Age';
import { DueMark } from './DueMark';
import { priorityInWords } from './dueInWords';
import classes from './TaskRow.module.css';

/** A row this young has come in while we looked. */
const NEW_MS = 15_000;

export function TaskRow({ task, open }: { task: UserTask; open: boolean }) {
  const me = useUser()?.username;
  const [isNew] = useState(() => Date.now() - Date.parse(task.created_at) < NEW_MS);
  return (
    <li
      className={classes.row}
      data-new={isNew || undefined}
      data-closed={task.state !== 'CREATED' || undefined}
    >
      <Link
        to="/tasks/$taskKey"
        params={{ taskKey: task.key }}
        search={(search) => ({ ...search, tab: task.mentioned ? ('conversation' as const) : undefined })}
        replace={open}
        className={classes.link}
        aria-current={open ? 'true' : undefined}
      >
        <span className={classes.head}>
          <span className={classes.name}>{task.name}</span>
          {task.mentioned && (
            <span className={classes.mentioned} title="You are mentioned">
              <IconAt size={14} stroke={2.2} aria-label="You are mentioned" />
            </span>
          )}
          {task.comments > 0 && !task.mentioned && (
            <HowMany of={task.comments} one="comment" many="comments" icon={IconMessage} />
          )}
          {task.attachments > 0 && (
            <HowMany of={task.attachments} one="file" many="files" icon={IconPaperclip} />
          )}
          <Priority priority={task.priority} />
          {task.assignee && (
            <Avatar
              size={20}
              fz={9}
              color={task.assignee === me ? 'person' : 'over'}
              name={task.assignee}
              title={`${task.assignee === me ? 'You have' : `${task.assignee} has`} this task${task.delegation === 'PENDING' ? ` for ${task.owner === me ? 'you' : task.owner}` : ''}`}
            />
          )}
        </span>
        <span className={classes.about}>
          {task.process_name}
          {task.business_key && <span className={`mw-key ${classes.key}`}>{task.business_key}</span>}
        </span>
        <span className={classes.foot}>
          <Times task={task} />
          {task.requester && <span className={classes.requester}>from {task.requester}</span>}
        </span>
      </Link>
    </li>
  );
}

interface HowManyProps {
  of: number;
  one: string;
  many: string;
  icon: TablerIcon;
}

function HowMany({ of, one, many, icon: Icon }: HowManyProps) {
  const what = of === 1 ? one : many;
  return (
    <span className={classes.number} title={`${of} ${what}`}>
      <Icon size={13} aria-hidden /> {of}
      <VisuallyHidden> {what}</VisuallyHidden>
    </span>
  );
}

function Times({ task }: { task: UserTask }) {
  if (task.completed_at) {
    return (
      <span className={classes.when}>
        completed <Moment at={task.completed_at} />
      </span>
    );
  }
  if (task.snoozed_until) {
    return (
      <span className={classes.when}>
        <IconMoonStars size={13} aria-hidden="true" /> until <Moment at={task.snoozed_until} />
      </span>
    );
  }
  if (task.due_at) return <DueMark dueAt={task.due_at} />;
  return (
    <span className={classes.when}>
      <IconClockHour4 size={13} aria-hidden="true" /> since <Moment at={task.created_at} />
    </span>
  );
}

function Priority({ priority }: { priority: number }) {
  const words = priorityInWords(priority);
  if (!words) return null;
  const Icon = words === 'High priority' ? IconArrowUp : IconArrowDown;
  return (
    <span className={classes.priority} data-high={words === 'High priority' || undefined} title={words}>
      <Icon size={13} stroke={2.2} aria-label={words} />
    </span>
  );
}
