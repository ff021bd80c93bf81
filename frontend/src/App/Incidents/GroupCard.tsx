import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Incident } from '~/api/types';
import { Age } from '~/time/Age';
import classes from './Incidents.module.css';
import type { IncidentGroup } from './incidentGroups';
import { RetryAll } from './RetryAll';
import { RetryIncident } from './RetryIncident';

interface Props {
  group: IncidentGroup;
  open: boolean;
  onToggle: () => void;
  onRepair: (incident: Incident) => void;
}

export function GroupCard({ group, open, onToggle, onRepair }: Props) {
  return (
    <article className={classes.group}>
      <div className={classes.summary}>
        <UnstyledButton className={classes.toggle} onClick={onToggle} aria-expanded={open}>
          <IconChevronRight size={16} className={classes.chevron} data-open={open || undefined} aria-hidden />
          <span className={classes.count}>{group.incidents.length}</span>
          <span className={classes.words}>
            <span className={classes.where}>
              {group.elementName} <span className={classes.quiet}>in {group.processName}</span>
            </span>
            <span className={classes.message}>{group.message}</span>
          </span>
        </UnstyledButton>
        <span className={classes.seen}>
          <span>
            last <Age since={group.lastAt} /> ago
          </span>
          {group.incidents.length > 1 && (
            <span>
              first <Age since={group.firstAt} /> ago
            </span>
          )}
        </span>
        <RetryAll incidents={group.incidents} />
      </div>
      {open && (
        <ul className={classes.incidents}>
          {group.incidents.map((incident) => (
            <li key={incident.key}>
              <Link
                to="/instances/$instanceKey"
                params={{ instanceKey: incident.process_instance_key }}
                search={{ tab: 'incidents', element: incident.element_id }}
                className={classes.instance}
              >
                {incident.business_key ?? <span className="mw-key">{incident.process_instance_key}</span>}
              </Link>
              <span className={classes.particular}>{incident.message}</span>
              <span className={classes.quiet}>
                <Age since={incident.raised_at} />
              </span>
              <span className={classes.actions}>
                <Button variant="default" size="compact-xs" onClick={() => onRepair(incident)}>
                  Repair…
                </Button>
                <RetryIncident incidentKey={incident.key} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
