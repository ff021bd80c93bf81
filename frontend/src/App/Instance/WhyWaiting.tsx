/** One sentence per active element: what it waits for, since when, and what can be done about it. */
import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClock,
  IconMail,
  IconSettings,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';
import { RetryIncident } from '~/App/Incidents/RetryIncident';
import { rowsOf } from '~/api/pages';
import type { ElementInstance, ProcessInstanceDetail } from '~/api/types';
import { useUserTasks } from '~/api/userTasks';
import { LinkButton } from '~/panels/LinkButton';
import { LoadingRows } from '~/panels/Loading';
import { useNow } from '~/time/useNow';
import classes from './WhyWaiting.module.css';
import { visitName, waitingSentence } from './waitingSentence';

interface Props {
  instance: ProcessInstanceDetail;
  visits: readonly ElementInstance[];
  loading: boolean;
  onSelect: (elementId: string) => void;
}

const ICONS: Record<string, TablerIcon> = {
  user_task: IconUser,
  message: IconMail,
  timer: IconClock,
  incident: IconAlertTriangle,
};

export function WhyWaiting({ instance, visits, loading, onSelect }: Props) {
  const now = useNow(1_000);
  const waiting = visits.filter((visit) => visit.state === 'ACTIVE' && visit.waiting);
  const hasTask = waiting.some((visit) => visit.waiting?.kind === 'user_task');
  if (instance.state !== 'ACTIVE') return null;
  return (
    <section className={classes.why}>
      <h2 className={classes.heading}>Why is it waiting?</h2>
      {loading && <LoadingRows rows={2} label="Loading what it waits for" />}
      {!loading && waiting.length === 0 && <p className={classes.none}>It is not: it runs on right now.</p>}
      <ul className={classes.list}>
        {waiting.map((visit) => {
          const { opening, age, rest } = waitingSentence(visit, now);
          const kind = visit.waiting?.kind ?? '';
          const Icon = ICONS[kind] ?? IconSettings;
          return (
            <li key={visit.key} className={classes.item} data-kind={kind}>
              <span className={classes.icon} aria-hidden>
                <Icon size={15} stroke={1.8} />
              </span>
              <div className={classes.words}>
                <UnstyledButton className={classes.name} onClick={() => onSelect(visit.element_id)}>
                  {visitName(visit)}
                </UnstyledButton>
                <p className={classes.sentence}>
                  {opening} <strong className="mw-number">{age}</strong> {rest}
                </p>
                {visit.waiting?.process_instance_key && (
                  <LinkButton
                    to="/instances/$instanceKey"
                    params={{ instanceKey: visit.waiting.process_instance_key }}
                    variant="default"
                    size="compact-xs"
                  >
                    Open the called instance
                  </LinkButton>
                )}
                {visit.incident_key && <RetryIncident incidentKey={visit.incident_key} />}
                {kind === 'user_task' && hasTask && (
                  <OpenTask instanceKey={instance.key} elementId={visit.element_id} />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Shown to those who may see the task. */
function OpenTask({ instanceKey, elementId }: { instanceKey: string; elementId: string }) {
  const tasks = useUserTasks({ view: 'all', process_instance_key: instanceKey });
  const task = rowsOf(tasks.data?.pages).find(
    (each) => each.element_id === elementId && each.state === 'CREATED',
  );
  if (!task) return null;
  return (
    <LinkButton to="/tasks/$taskKey" params={{ taskKey: task.key }} variant="default" size="compact-xs">
      Open the task
    </LinkButton>
  );
}
