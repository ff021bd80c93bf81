/** The views of the inbox. Each is a question about the open tasks that the user may see; all but the last are counted. */
import {
  IconAlarm,
  IconAt,
  IconCalendarDue,
  IconCircleCheck,
  IconCircleDashed,
  IconInbox,
  IconMoonStars,
  IconStack2,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { UserTaskCounts } from '~/api/types';
import type { ViewName } from './tasksSearch';

export interface View {
  name: ViewName;
  label: string;
  icon: TablerIcon;
  count?: keyof UserTaskCounts;
  /** What an empty list means here, and what to do next. */
  empty: { title: string; text: string };
}

export const VIEWS: readonly View[] = [
  {
    name: 'mine',
    label: 'My tasks',
    icon: IconInbox,
    count: 'mine',
    empty: {
      title: 'You have no open task',
      text: 'Take one from your teams, and it will wait for you here.',
    },
  },
  {
    name: 'my-teams',
    label: 'My teams',
    icon: IconUsers,
    count: 'my_teams',
    empty: { title: 'Your teams have no open task', text: 'New work slides in here by itself.' },
  },
  {
    name: 'unassigned',
    label: 'Unassigned',
    icon: IconCircleDashed,
    count: 'unassigned',
    empty: { title: 'Every task has somebody', text: 'A task that nobody has yet appears here at once.' },
  },
  {
    name: 'overdue',
    label: 'Overdue',
    icon: IconAlarm,
    count: 'overdue',
    empty: { title: 'Nothing is overdue', text: 'Tasks come here when their time has passed.' },
  },
  {
    name: 'due-today',
    label: 'Due today',
    icon: IconCalendarDue,
    count: 'due_today',
    empty: {
      title: 'Nothing more is due today',
      text: 'Tasks whose time comes before midnight are listed here.',
    },
  },
  {
    name: 'all',
    label: 'All open',
    icon: IconStack2,
    count: 'all',
    empty: { title: 'There is no open task', text: 'Start a process, and its work for people arrives here.' },
  },
  {
    name: 'later',
    label: 'Later',
    icon: IconMoonStars,
    count: 'later',
    empty: {
      title: 'Nothing is put off',
      text: 'What you put off waits here, out of your other lists, until the time you choose.',
    },
  },
  {
    name: 'mentioned',
    label: 'Mentioned',
    icon: IconAt,
    count: 'mentioned',
    empty: {
      title: 'Nobody has mentioned you',
      text: 'When somebody writes your name with @ in a comment, you find the task here.',
    },
  },
  {
    name: 'completed',
    label: 'Completed',
    icon: IconCircleCheck,
    empty: {
      title: 'You have completed nothing yet',
      text: 'What you complete is kept here, the latest first.',
    },
  },
];

export function viewNamed(name: ViewName): View {
  const view = VIEWS.find((each) => each.name === name);
  if (!view) throw new Error(`There is no view of the inbox called ${name}.`);
  return view;
}
