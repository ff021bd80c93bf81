import { Tabs } from '@mantine/core';
import { useMayOperate } from '~/App/Shell/rights';
import type { ProcessInstanceDetail } from '~/api/types';
import { IncidentsTab } from './IncidentsTab';
import classes from './InstanceTabs.module.css';
import type { InstanceTab } from './instanceSearch';
import { JobsTab } from './JobsTab';
import { JournalTab } from './JournalTab';
import { VariablesTab } from './VariablesTab';

interface Props {
  instance: ProcessInstanceDetail;
  tab: InstanceTab;
  onTab: (tab: InstanceTab) => void;
}

export function InstanceTabs({ instance, tab, onTab }: Props) {
  const mayOperate = useMayOperate();
  return (
    <Tabs
      value={tab}
      onChange={(value) => onTab(value as InstanceTab)}
      keepMounted={false}
      className={classes.tabs}
      classNames={{ list: classes.list, tab: classes.tab }}
    >
      <Tabs.List>
        <Tabs.Tab value="variables">Variables</Tabs.Tab>
        {mayOperate && (
          <Tabs.Tab value="incidents">
            Incidents{instance.incidents > 0 && <span className={classes.broken}>{instance.incidents}</span>}
          </Tabs.Tab>
        )}
        <Tabs.Tab value="jobs">Jobs & timers</Tabs.Tab>
        <Tabs.Tab value="journal">Journal</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="variables">
        <VariablesTab instanceKey={instance.key} editable={instance.state === 'ACTIVE'} />
      </Tabs.Panel>
      {mayOperate && (
        <Tabs.Panel value="incidents">
          <IncidentsTab instanceKey={instance.key} onVariables={() => onTab('variables')} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="jobs">
        <JobsTab instanceKey={instance.key} />
      </Tabs.Panel>
      <Tabs.Panel value="journal">
        <JournalTab instanceKey={instance.key} />
      </Tabs.Panel>
    </Tabs>
  );
}
