/** What happened to this request so far: who did what, newest first. */
import { useJournal } from '~/api/processInstances';
import { useUser } from '~/api/session';
import type { JournalEntry, UserTask } from '~/api/types';
import { Earlier } from '~/panels/Earlier';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Moment } from '~/time/Age';
import classes from './TaskHistory.module.css';

export function RequestHistory({ task }: { task: UserTask }) {
  const query = useJournal(task.process_instance_key);
  const me = useUser()?.username;
  if (query.isPending) return <LoadingRows label="Loading the history" />;
  if (!query.data)
    return <Failure title="The history cannot be loaded" error={query.error} onRetry={query.refetch} />;
  const entries = query.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <Empty title="Nothing has happened yet" />;
  return (
    <>
      <ol className={classes.list}>
        {entries.map((entry) => (
          <Entry key={entry.revision} entry={entry} me={me} />
        ))}
      </ol>
      <Earlier query={query} />
    </>
  );
}

/** What the process did without anybody: its automated steps, its timers, the messages it received. */
const BY_ITSELF = new Set(['CompleteJob', 'FailJob', 'ThrowJobError', 'TriggerTimer', 'CorrelateMessage']);

function Entry({ entry, me }: { entry: JournalEntry; me: string | undefined }) {
  const person = BY_ITSELF.has(entry.command) ? null : entry.actor;
  return (
    <li className={classes.entry} data-person={person !== null || undefined}>
      <span className={classes.what}>{entry.summary}</span>
      <span className={classes.who}>
        {person === null ? 'by itself' : person === me ? 'you' : person} · <Moment at={entry.at} />
      </span>
    </li>
  );
}
