import {
  IconAlertTriangle,
  IconClock,
  IconMail,
  IconSettings,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { InstanceStatePill } from '~/App/Instance/InstanceStatePill';
import type { ProcessInstance } from '~/api/types';
import { typeInWords } from '~/bpmn/elementWords';
import { Age, Moment } from '~/time/Age';
import { duration } from '~/time/inWords';
import classes from './InstancesTable.module.css';

interface Props {
  instance: ProcessInstance;
  showVersion: boolean;
  /** By the keyboard. */
  chosen: boolean;
  style: CSSProperties;
}

const WAITING_ICONS: Record<string, TablerIcon> = {
  user_task: IconUser,
  message: IconMail,
  timer: IconClock,
  job: IconSettings,
  incident: IconAlertTriangle,
};

export function InstanceRow({ instance, showVersion, chosen, style }: Props) {
  return (
    <div role="row" className={classes.row} data-chosen={chosen || undefined} style={style}>
      <span role="cell" className={classes.name}>
        <Link to="/instances/$instanceKey" params={{ instanceKey: instance.key }}>
          {instance.business_key ?? <span className="mw-key">{instance.key}</span>}
        </Link>
      </span>
      <span role="cell">
        <InstanceStatePill instance={instance} />
      </span>
      <span role="cell" className={classes.waiting}>
        <WaitingFor instance={instance} />
      </span>
      <span role="cell" className={classes.quiet}>
        {instance.ended_at === null ? (
          <Age since={instance.started_at} />
        ) : (
          duration(Date.parse(instance.ended_at) - Date.parse(instance.started_at))
        )}
      </span>
      <span role="cell" className={classes.quiet}>
        <Moment at={instance.started_at} />
      </span>
      <span role="cell" className={classes.quiet}>
        {showVersion ? `v${instance.version}` : (instance.started_by ?? '–')}
      </span>
    </div>
  );
}

function WaitingFor({ instance }: { instance: ProcessInstance }) {
  const [first, ...others] = instance.waiting_for;
  if (!first) return <span className={classes.quiet}>{instance.state === 'ACTIVE' ? 'runs' : '–'}</span>;
  const Icon = WAITING_ICONS[first.kind] ?? IconSettings;
  return (
    <>
      <Icon size={14} stroke={1.8} className={classes.icon} data-kind={first.kind} aria-hidden />
      <span className={classes.element}>{first.element_name ?? typeInWords(first.element_type)}</span>
      <span className={classes.quiet}>
        <Age since={first.since} />
        {others.length > 0 && ` · ${others.length} more`}
      </span>
    </>
  );
}
