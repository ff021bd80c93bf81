/** Who did what, newest first; the events of each command on demand. */
import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useJournal } from '~/api/processInstances';
import type { JournalEntry } from '~/api/types';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Moment } from '~/time/Age';
import classes from './parts.module.css';

export function JournalTab({ instanceKey }: { instanceKey: string }) {
  const query = useJournal(instanceKey);
  if (query.isPending) return <LoadingRows rows={5} label="Loading the journal" />;
  if (!query.data)
    return <Failure title="The journal cannot be loaded" error={query.error} onRetry={query.refetch} />;
  const entries = query.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <Empty title="The journal is empty" />;
  return (
    <>
      <ol className={classes.list}>
        {entries.map((entry) => (
          <Entry key={entry.revision} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          color="over"
          fullWidth
          loading={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          Earlier entries
        </Button>
      )}
    </>
  );
}

function Entry({ entry }: { entry: JournalEntry }) {
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <strong>{entry.summary || entry.command}</strong>
        <span className={classes.when}>
          <Moment at={entry.at} />
        </span>
      </div>
      <p className={classes.quiet}>
        {entry.actor ?? 'the engine'} · {entry.command}
        {entry.events.length > 0 && (
          <>
            {' · '}
            <UnstyledButton className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'hide' : 'show'} {entry.events.length} {entry.events.length === 1 ? 'event' : 'events'}
            </UnstyledButton>
          </>
        )}
      </p>
      {open && (
        <ol className={classes.events}>
          {entry.events.map((event, index) => (
            // Events have no key of their own and their order never changes.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>
              {event.type}
              {event.element_id && <span className="mw-key"> {event.element_id}</span>}
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}
