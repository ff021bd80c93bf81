import { Button } from '@mantine/core';
import { RetryIncident } from '~/App/Incidents/RetryIncident';
import { useIncidents } from '~/api/incidents';
import { rowsOf } from '~/api/pages';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { StatePill } from '~/panels/StatePill';
import { Moment } from '~/time/Age';
import classes from './parts.module.css';

interface Props {
  instanceKey: string;
  onVariables: () => void;
}

export function IncidentsTab({ instanceKey, onVariables }: Props) {
  const query = useIncidents({ process_instance_key: instanceKey });
  if (query.isPending) return <LoadingRows rows={3} label="Loading the incidents" />;
  if (!query.data)
    return <Failure title="The incidents cannot be loaded" error={query.error} onRetry={query.refetch} />;
  const incidents = rowsOf(query.data.pages);
  if (incidents.length === 0) return <Empty title="No incident">Nothing went wrong in this instance.</Empty>;
  return (
    <ul className={classes.list}>
      {incidents.map((incident) => (
        <li key={incident.key} className={classes.item}>
          <div className={classes.head}>
            <strong>{incident.element_name ?? incident.element_id}</strong>
            <StatePill meaning={incident.state === 'OPEN' ? 'broken' : 'over'}>
              {incident.state === 'OPEN' ? 'Open' : 'Resolved'}
            </StatePill>
            <span className={classes.when}>
              <Moment at={incident.raised_at} />
            </span>
          </div>
          <p className={classes.text}>{incident.message}</p>
          <p className={classes.quiet}>{incident.error_type}</p>
          {incident.state === 'OPEN' && (
            <div className={classes.actions}>
              <RetryIncident incidentKey={incident.key} />
              <Button variant="default" size="compact-xs" onClick={onVariables}>
                Repair a variable first
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
