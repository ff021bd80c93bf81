/** The reason and the variables side by side: correct the value that broke it, then let it try again. */
import { Drawer } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { VariablesTab } from '~/App/Instance/VariablesTab';
import type { Incident } from '~/api/types';
import classes from './Incidents.module.css';
import { RetryIncident } from './RetryIncident';

export function RepairIncident({ incident, onClose }: { incident: Incident | null; onClose: () => void }) {
  return (
    <Drawer
      opened={incident !== null}
      onClose={onClose}
      position="right"
      size={440}
      padding={0}
      title={incident && `Repair ${incident.business_key ?? incident.process_instance_key}`}
      classNames={{ header: classes.drawerHead }}
    >
      {incident && (
        <>
          <div className={classes.reason}>
            <p className={classes.where}>{incident.element_name ?? incident.element_id}</p>
            <p>{incident.message}</p>
            <div className={classes.actions}>
              <RetryIncident incidentKey={incident.key} onRetried={onClose} />
              <Link
                to="/instances/$instanceKey"
                params={{ instanceKey: incident.process_instance_key }}
                search={{ element: incident.element_id }}
              >
                Open the instance
              </Link>
            </div>
          </div>
          <VariablesTab instanceKey={incident.process_instance_key} editable />
        </>
      )}
    </Drawer>
  );
}
