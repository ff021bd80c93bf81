/** The operator's start page: each process with what runs, what waits for people, and what is broken. */
import { useDocumentTitle } from '@mantine/hooks';
import { IconRoute, IconUpload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMayDeploy } from '~/App/Shell/rights';
import { useShortcut } from '~/App/Shell/shortcuts';
import { useProcessDefinitions } from '~/api/processDefinitions';
import { useSummary } from '~/api/summary';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LinkButton } from '~/panels/LinkButton';
import { LoadingRows } from '~/panels/Loading';
import { Fact, PageHeader } from '~/panels/PageHeader';
import { ProcessesTable } from './ProcessesTable';
import { processRows } from './processRows';

export function Processes() {
  const definitions = useProcessDefinitions();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = definitions;
  const summary = useSummary().data;
  const mayDeploy = useMayDeploy();
  const navigate = useNavigate();
  useDocumentTitle('Processes · Meanwhile');
  const [at, setAt] = useState(-1);

  // A row adds up all versions, so all pages are needed; there are few.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const rows = processRows(definitions.data?.pages.flatMap((page) => page.items) ?? []);
  const move = (step: number) => setAt(Math.max(0, Math.min(rows.length - 1, at + step)));
  useShortcut('j', 'Next process', 'Processes', () => move(1));
  useShortcut('k', 'Previous process', 'Processes', () => move(-1));
  const chosen = rows[at];
  useShortcut(
    'Enter',
    'Open the process',
    'Processes',
    () => void (chosen && navigate({ to: '/processes/$processId', params: { processId: chosen.processId } })),
    chosen !== undefined,
  );

  const deploy = mayDeploy && (
    <LinkButton to="/diagrams" leftSection={<IconUpload size={14} />}>
      Upload a diagram
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="Processes"
        facts={
          summary && (
            <>
              <Fact label="running" meaning="runs">
                {summary.running}
              </Fact>
              <Fact
                label={summary.user_tasks_all === 1 ? 'task waits for a person' : 'tasks wait for people'}
                meaning={summary.user_tasks_all ? 'person' : ''}
              >
                {summary.user_tasks_all}
              </Fact>
              <Fact
                label={summary.incidents === 1 ? 'incident' : 'incidents'}
                meaning={summary.incidents ? 'broken' : ''}
              >
                {summary.incidents}
              </Fact>
              <Fact label="done today">{summary.done_today}</Fact>
            </>
          )
        }
        actions={deploy}
      />
      {definitions.isPending && <LoadingRows label="Loading the processes" />}
      {definitions.error && !definitions.data && (
        <Failure
          title="The processes cannot be listed"
          error={definitions.error}
          onRetry={definitions.refetch}
        />
      )}
      {definitions.data &&
        (rows.length > 0 ? (
          <ProcessesTable rows={rows} at={at} />
        ) : (
          <Empty
            title="No process is deployed yet"
            icon={<IconRoute size={20} stroke={1.6} />}
            action={deploy}
          >
            A process is drawn in BPMN, for instance with Camunda Modeler. Upload the diagram, and it can be
            started at once.
          </Empty>
        ))}
    </>
  );
}
