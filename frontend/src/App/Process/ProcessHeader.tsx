import { Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DefinitionStatistics, ProcessDefinition } from '~/api/types';
import { LinkButton } from '~/panels/LinkButton';
import { Fact, PageHeader } from '~/panels/PageHeader';

interface Props {
  definition: ProcessDefinition;
  versions: readonly ProcessDefinition[];
  statistics: DefinitionStatistics | undefined;
  version: string | undefined;
  onVersion: (version: string | undefined) => void;
}

export function ProcessHeader({ definition, versions, statistics, version, onVersion }: Props) {
  return (
    <PageHeader
      above={
        <>
          <Link to="/processes">Processes</Link>
          <span aria-hidden>/</span>
          <span className="mw-key">{definition.process_id}</span>
        </>
      }
      title={
        <>
          {definition.name || definition.process_id}
          <VersionSwitch versions={versions} version={version} onVersion={onVersion} />
        </>
      }
      facts={statistics && <Numbers statistics={statistics} />}
      actions={
        <LinkButton
          to="/start/$processId"
          params={{ processId: definition.process_id }}
          leftSection={<IconPlayerPlay size={14} />}
        >
          Start
        </LinkButton>
      }
    />
  );
}

function Numbers({ statistics: { instances, user_tasks } }: { statistics: DefinitionStatistics }) {
  return (
    <>
      <Fact label="running" meaning="runs">
        {instances.active}
      </Fact>
      <Fact label="waiting for people" meaning={user_tasks > 0 ? 'person' : undefined}>
        {user_tasks}
      </Fact>
      <Fact
        label={instances.incidents === 1 ? 'incident' : 'incidents'}
        meaning={instances.incidents > 0 ? 'broken' : undefined}
      >
        {instances.incidents}
      </Fact>
      <Fact label="done">{instances.completed}</Fact>
    </>
  );
}

function VersionSwitch({ versions, version, onVersion }: Pick<Props, 'versions' | 'version' | 'onVersion'>) {
  const latest = versions[0];
  const choices = versions.map((each) => ({
    value: String(each.version),
    label: each === latest ? `v${each.version} · latest` : `v${each.version}`,
  }));
  return (
    <Select
      aria-label="Version"
      size="xs"
      w={136}
      data={[...choices, { value: 'all', label: 'All versions' }]}
      value={version ?? String(latest?.version)}
      onChange={(value) => onVersion(value === null || value === String(latest?.version) ? undefined : value)}
    />
  );
}
