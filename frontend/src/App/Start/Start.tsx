/** The processes that may be started, as cards. One opens with its start form, or with plain variables. */
import { Drawer, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMayDeploy } from '~/App/Shell/rights';
import { rowsOf } from '~/api/pages';
import { useProcessDefinitions } from '~/api/processDefinitions';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LinkButton } from '~/panels/LinkButton';
import { LoadingRows } from '~/panels/Loading';
import { PageHeader } from '~/panels/PageHeader';
import { ProcessCard } from './ProcessCard';
import classes from './Start.module.css';
import { StartProcess } from './StartProcess';

/** From here on a list is searched rather than read. */
const MANY = 8;

export function Start() {
  const query = useProcessDefinitions({ latest: true });
  const { processId } = useParams({ strict: false });
  const navigate = useNavigate();
  const [sought, setSought] = useState('');
  useDocumentTitle('Start · Meanwhile');
  const definitions = rowsOf(query.data?.pages).sort((a, b) => a.name.localeCompare(b.name));
  const wanted = sought.trim().toLowerCase();
  const found = definitions.filter(({ name, process_id }) =>
    `${name} ${process_id}`.toLowerCase().includes(wanted),
  );
  const chosen = definitions.find((definition) => definition.process_id === processId);
  const close = () => void navigate({ to: '/start' });

  return (
    <>
      <PageHeader
        title="Start a process"
        actions={
          definitions.length >= MANY && (
            <TextInput
              type="search"
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
              placeholder="Find a process"
              aria-label="Find a process by name"
              leftSection={<IconSearch size={14} aria-hidden="true" />}
            />
          )
        }
      />
      {query.isPending && <LoadingRows label="Loading the processes" />}
      {query.error && !query.data && (
        <Failure title="The processes cannot be listed" error={query.error} onRetry={query.refetch} />
      )}
      {query.data && definitions.length === 0 && <NothingToStart />}
      {definitions.length > 0 && found.length === 0 && <Empty title={`No process is called “${sought}”`} />}
      <ul className={classes.cards}>
        {found.map((definition) => (
          <li key={definition.key}>
            <ProcessCard definition={definition} />
          </li>
        ))}
      </ul>
      <Drawer
        opened={processId !== undefined && query.data !== undefined}
        onClose={close}
        position="right"
        size={560}
        padding={0}
        title={chosen?.name ?? 'Start a process'}
        classNames={{ header: classes.drawerHead, content: classes.drawer, body: classes.drawerBody }}
      >
        {chosen && <StartProcess key={chosen.key} definition={chosen} onClose={close} />}
        {!chosen && query.data && (
          <Empty title={`There is no process ${processId}`}>
            It is not deployed, or not for you to start.
          </Empty>
        )}
      </Drawer>
    </>
  );
}

function NothingToStart() {
  const mayDeploy = useMayDeploy();
  const deploy = mayDeploy && <LinkButton to="/diagrams">Upload a diagram</LinkButton>;
  return (
    <Empty
      title="There is no process to start yet"
      icon={<IconPlayerPlay size={20} stroke={1.6} />}
      action={deploy}
    >
      {mayDeploy
        ? 'Upload a diagram, and it can be started at once.'
        : 'An admin can upload the first diagram.'}
    </Empty>
  );
}
