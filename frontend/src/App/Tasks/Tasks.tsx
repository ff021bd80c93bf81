/** The inbox: views, the list, the task. Three columns that fold into one where there is no room. */
import { useDocumentTitle } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { rowsOf } from '~/api/pages';
import { useUserTaskCounts, useUserTasks } from '~/api/userTasks';
import { Empty } from '~/panels/Empty';
import { Task } from './Task';
import { TaskList } from './TaskList';
import classes from './Tasks.module.css';
import type { TasksSearch } from './tasksSearch';
import { useLiveInbox } from './useLiveInbox';
import { useTaskKeys } from './useTaskKeys';
import { ViewList } from './ViewList';
import { viewNamed } from './views';

export function Tasks() {
  const search = useSearch({ from: '/shell/tasks' });
  const { taskKey } = useParams({ strict: false });
  const navigate = useNavigate();
  const view = viewNamed(search.view ?? 'mine');
  const query = useUserTasks({
    view: view.name,
    ordering: search.ordering ?? '-created_at',
    search: search.search,
  });
  const counts = useUserTaskCounts().data;
  useLiveInbox();
  useDocumentTitle(`${view.label} · Meanwhile`);

  const tasks = rowsOf(query.data?.pages);
  const open = (key: string | null) =>
    void navigate({
      to: key === null ? '/tasks' : '/tasks/$taskKey',
      params: { taskKey: key ?? '' },
      search: { ...search, tab: undefined },
      replace: true,
    });
  const change = (changes: Partial<TasksSearch>) =>
    void navigate({ to: '.', search: { ...search, ...changes }, replace: true });
  useTaskKeys(tasks, taskKey, open);

  return (
    <div className={classes.page} data-open={taskKey !== undefined || undefined}>
      <ViewList view={view.name} search={search} counts={counts} />
      <TaskList
        view={view}
        search={search}
        query={query}
        openKey={taskKey}
        elsewhere={counts?.my_teams ?? 0}
        onChange={change}
      />
      <section className={classes.task} aria-label="Task">
        {taskKey === undefined ? (
          tasks.length > 0 && (
            <div className={classes.nothing}>
              <Empty title="No task is open" icon={<IconInbox size={20} stroke={1.6} />}>
                Choose one from the list, or press j to go through them.
              </Empty>
            </div>
          )
        ) : (
          <Task
            key={taskKey}
            taskKey={taskKey}
            tab={search.tab ?? 'form'}
            tasks={tasks}
            onTab={(tab) => change({ tab: tab === 'form' ? undefined : tab })}
            onOpen={open}
          />
        )}
      </section>
    </div>
  );
}
