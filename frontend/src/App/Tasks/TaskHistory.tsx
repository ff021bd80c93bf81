/** What happened to the task: who did what, newest first; below, the request that it belongs to. */
import { useUser } from '~/api/session';
import type { HistoryEntry, UserTask } from '~/api/types';
import { useUserTaskHistory } from '~/api/userTasks';
import { Earlier } from '~/panels/Earlier';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Moment } from '~/time/Age';
import { useNow } from '~/time/useNow';
import { historyInWords } from './historyInWords';
import { RequestHistory } from './RequestHistory';
import classes from './TaskHistory.module.css';

export function TaskHistory({ task }: { task: UserTask }) {
  return (
    <div className={classes.page}>
      <h3 className={classes.heading}>This task</h3>
      <Happenings taskKey={task.key} />
      <h3 className={classes.heading}>The request it belongs to</h3>
      <RequestHistory task={task} />
    </div>
  );
}

function Happenings({ taskKey }: { taskKey: string }) {
  const query = useUserTaskHistory(taskKey);
  const me = useUser()?.username;
  const now = useNow(60_000);
  if (query.isPending) return <LoadingRows label="Loading the history of the task" />;
  if (!query.data) {
    return (
      <Failure title="The history of the task cannot be loaded" error={query.error} onRetry={query.refetch} />
    );
  }
  const entries: HistoryEntry[] = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ol className={classes.list}>
        {entries.map((entry) => (
          <li
            key={`${entry.at} ${entry.happening} ${entry.actor}`}
            className={classes.entry}
            data-person={entry.actor !== null || undefined}
          >
            <span className={classes.what}>{historyInWords(entry, me, now)}</span>
            <span className={classes.who}>
              <Moment at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      <Earlier query={query} />
    </>
  );
}
