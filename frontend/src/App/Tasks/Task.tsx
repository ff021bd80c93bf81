/** One task: what it is about and who has it, then its form, where it stands in its process, and what happened before. */
import { Tabs } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import { ApiProblem } from '~/api/problem';
import type { UserTask } from '~/api/types';
import { useUserTask } from '~/api/userTasks';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LinkButton } from '~/panels/LinkButton';
import { LoadingRows } from '~/panels/Loading';
import { nextInList } from './nextTask';
import { TabCount } from './TabCount';
import classes from './Task.module.css';
import { TaskConversation } from './TaskConversation';
import { TaskFiles } from './TaskFiles';
import { TaskForm } from './TaskForm';
import { TaskHeader } from './TaskHeader';
import { TaskHistory } from './TaskHistory';
import { TaskProcess } from './TaskProcess';
import type { TaskTab } from './tasksSearch';

interface Props {
  taskKey: string;
  tab: TaskTab;
  /** The list the task was opened from, to go on in. */
  tasks: readonly UserTask[];
  onTab: (tab: TaskTab) => void;
  onOpen: (key: string | null) => void;
}

export function Task({ taskKey, tab, tasks, onTab, onOpen }: Props) {
  const query = useUserTask(taskKey);
  const task = query.data;
  const [comment, setComment] = useState('');
  useShortcut(
    'm',
    'Say something about the task',
    'Task',
    () => onTab('conversation'),
    tab !== 'conversation',
  );
  useShortcut('f', 'Files of the task', 'Task', () => onTab('files'), tab !== 'files');
  useDocumentTitle(task ? `${task.name} · Meanwhile` : 'Task · Meanwhile');
  if (query.isPending) return <LoadingRows label="Loading the task" />;
  if (!task) {
    if (query.error instanceof ApiProblem && query.error.isNotFound) {
      return (
        <Empty
          title="This task is not to be seen"
          action={
            <LinkButton to="/tasks" variant="default">
              To my tasks
            </LinkButton>
          }
        >
          It does not exist, or it is meant for others.
        </Empty>
      );
    }
    return <Failure title="The task cannot be shown" error={query.error} onRetry={query.refetch} />;
  }
  return (
    <div className={classes.task}>
      <TaskHeader
        task={task}
        onBack={() => onOpen(null)}
        onPutOff={() => onOpen(nextInList(tasks, taskKey))}
      />
      <Tabs
        value={tab}
        onChange={(value) => onTab(value as TaskTab)}
        className={classes.tabs}
        classNames={{ list: classes.tabList, tab: classes.tab, panel: classes.panel }}
      >
        <Tabs.List aria-label="Sides of the task">
          <Tabs.Tab value="form">Form</Tabs.Tab>
          <Tabs.Tab value="process">Process</Tabs.Tab>
          <Tabs.Tab value="conversation">
            Conversation
            <TabCount count={task.comments} isNew={task.mentioned} />
          </Tabs.Tab>
          <Tabs.Tab value="files">
            Files
            <TabCount count={task.attachments} />
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        {/* Kept while another side is looked at: half-filled answers must not be lost. */}
        <Tabs.Panel value="form" keepMounted>
          <TaskForm task={task} onCompleted={(next) => onOpen(next ?? nextInList(tasks, taskKey))} />
        </Tabs.Panel>
        <Tabs.Panel value="process">{tab === 'process' && <TaskProcess task={task} />}</Tabs.Panel>
        <Tabs.Panel value="conversation">
          {tab === 'conversation' && <TaskConversation task={task} text={comment} onText={setComment} />}
        </Tabs.Panel>
        <Tabs.Panel value="files">{tab === 'files' && <TaskFiles task={task} />}</Tabs.Panel>
        <Tabs.Panel value="history">{tab === 'history' && <TaskHistory task={task} />}</Tabs.Panel>
      </Tabs>
    </div>
  );
}
