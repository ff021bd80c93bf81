/** What is stuck until somebody acts, grouped by trouble rather than by instance. */
import { Select } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCircleCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useIncidents } from '~/api/incidents';
import { rowsOf } from '~/api/pages';
import type { Incident } from '~/api/types';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Fact, PageHeader } from '~/panels/PageHeader';
import { GroupCard } from './GroupCard';
import classes from './Incidents.module.css';
import { incidentGroups } from './incidentGroups';
import type { IncidentsSearch } from './incidentsSearch';
import { RepairIncident } from './RepairIncident';

export function Incidents() {
  const search = useSearch({ from: '/shell/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  useDocumentTitle('Incidents · Meanwhile');
  const query = useIncidents({ state: 'OPEN' });
  const [repairing, setRepairing] = useState<Incident | null>(null);
  const change = (changes: IncidentsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });

  const all = incidentGroups(rowsOf(query.data?.pages));
  const groups = all.filter((group) => search.process === undefined || group.processId === search.process);
  const count = groups.reduce((sum, group) => sum + group.incidents.length, 0);
  const processes = [...new Map(all.map((group) => [group.processId, group.processName]))];

  return (
    <>
      <PageHeader
        title="Incidents"
        facts={
          query.data && (
            <>
              <Fact
                label={count === 1 ? 'instance is stuck' : 'instances are stuck'}
                meaning={count > 0 ? 'broken' : ''}
              >
                {count}
                {query.hasNextPage && '+'}
              </Fact>
              <Fact label={groups.length === 1 ? 'kind of trouble' : 'kinds of trouble'}>
                {groups.length}
              </Fact>
            </>
          )
        }
        actions={
          processes.length > 1 && (
            <Select
              aria-label="Process"
              w={200}
              data={[
                { value: '', label: 'All processes' },
                ...processes.map(([value, label]) => ({ value, label })),
              ]}
              value={search.process ?? ''}
              onChange={(value) => change({ process: value || undefined })}
            />
          )
        }
      />
      <div className={classes.page}>
        {query.isPending && <LoadingRows label="Loading the incidents" />}
        {query.error && !query.data && (
          <Failure title="The incidents cannot be listed" error={query.error} onRetry={query.refetch} />
        )}
        {query.data && groups.length === 0 && (
          <Empty title="Nothing is stuck" icon={<IconCircleCheck size={20} stroke={1.6} />}>
            When an automated step fails for good, or an expression cannot be evaluated, the instance waits
            here for you, with the reason.
          </Empty>
        )}
        {groups.map((group) => (
          <GroupCard
            key={group.fingerprint}
            group={group}
            open={search.group === group.fingerprint || groups.length === 1}
            onToggle={() =>
              change({ group: search.group === group.fingerprint ? undefined : group.fingerprint })
            }
            onRepair={setRepairing}
          />
        ))}
        {query.hasNextPage && (
          <button type="button" className={classes.more} onClick={() => query.fetchNextPage()}>
            {query.isFetchingNextPage ? 'Loading…' : 'Load more incidents'}
          </button>
        )}
      </div>
      <RepairIncident incident={repairing} onClose={() => setRepairing(null)} />
    </>
  );
}
