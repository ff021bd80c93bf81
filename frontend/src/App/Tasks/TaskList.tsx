/**
 * The tasks of a view. New work slides in by itself, but never under the pointer: while it is over the list the rows keep
 * their places, and a line at the top tells what waits.
 */
import { UnstyledButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { rowsOf } from '~/api/pages';
import type { useUserTasks } from '~/api/userTasks';
import { useHeldRows } from '~/live/useHeldRows';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LinkButton } from '~/panels/LinkButton';
import { LoadingRows } from '~/panels/Loading';
import classes from './TaskList.module.css';
import { TaskListToolbar } from './TaskListToolbar';
import { TaskRow } from './TaskRow';
import type { TasksSearch } from './tasksSearch';
import type { View } from './views';

interface Props {
  view: View;
  search: TasksSearch;
  query: ReturnType<typeof useUserTasks>;
  openKey: string | undefined;
  /** Open tasks of my teams, to point at when my own list is empty. */
  elsewhere: number;
  onChange: (changes: Partial<TasksSearch>) => void;
}

export function TaskList({ view, search, query, openKey, elsewhere, onChange }: Props) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = query;
  const listKey = JSON.stringify([view.name, search.ordering, search.search, isPlaceholderData]);
  const { rows, waiting, hold, release } = useHeldRows(rowsOf(query.data?.pages), listKey);
  const scroll = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return;
    const near = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      root: scroll.current,
      rootMargin: '600px',
    });
    near.observe(end.current);
    return () => near.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  useEffect(() => {
    if (openKey) scroll.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [openKey]);

  const showWaiting = () => {
    release();
    scroll.current?.scrollTo({ top: 0, behavior: 'smooth' });
  };
  return (
    <section className={classes.panel} aria-label={view.label}>
      <TaskListToolbar view={view} search={search} onChange={onChange} />
      {waiting > 0 && (
        <UnstyledButton className={classes.waiting} onClick={showWaiting}>
          <IconArrowUp size={14} aria-hidden="true" />
          {waiting === 1 ? '1 new task' : `${waiting} new tasks`}
        </UnstyledButton>
      )}
      <div
        ref={scroll}
        className={classes.scroll}
        data-old={isPlaceholderData || undefined}
        onPointerEnter={(event) => event.pointerType === 'mouse' && hold()}
        onPointerLeave={release}
      >
        {query.isPending && <LoadingRows label="Loading the tasks" />}
        {query.error && !query.data && (
          <Failure title="The tasks cannot be listed" error={query.error} onRetry={query.refetch} />
        )}
        {query.data && rows.length === 0 && <NoTasks view={view} search={search} elsewhere={elsewhere} />}
        <ol className={classes.list}>
          {rows.map((task) => (
            <TaskRow key={task.key} task={task} open={task.key === openKey} />
          ))}
        </ol>
        <div ref={end} />
      </div>
    </section>
  );
}

function NoTasks({ view, search, elsewhere }: Pick<Props, 'view' | 'search' | 'elsewhere'>) {
  const Icon = view.icon;
  if (search.search !== undefined) {
    return (
      <Empty title={`Nothing matches “${search.search}”`}>
        Names and business keys are searched. Another view may have it.
      </Empty>
    );
  }
  const look = view.name === 'mine' && elsewhere > 0 && (
    <LinkButton to="/tasks" search={{ view: 'my-teams' }} variant="default">
      {elsewhere === 1 ? 'See 1 task of my teams' : `See ${elsewhere} tasks of my teams`}
    </LinkButton>
  );
  return (
    <Empty title={view.empty.title} icon={<Icon size={20} stroke={1.6} />} action={look}>
      {view.empty.text}
    </Empty>
  );
}
