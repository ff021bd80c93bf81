/** What the upload has become: which version of which process, and where to go from here. */
import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { Deployment } from '~/api/types';
import { LinkButton } from '~/panels/LinkButton';
import classes from './Deployed.module.css';

interface Props {
  deployment: Deployment;
  onClose: () => void;
}

export function Deployed({ deployment, onClose }: Props) {
  return (
    <section className={classes.deployed} role="status" aria-label="Deployed">
      <header className={classes.head}>
        <IconCircleCheck size={20} color="var(--mw-done)" aria-hidden="true" />
        <h2>Deployed</h2>
        <CloseButton className={classes.close} aria-label="Close" onClick={onClose} />
      </header>
      <ul className={classes.list}>
        {deployment.process_definitions.map((definition) => (
          <li key={definition.key} className={classes.item}>
            <span>
              <strong>{definition.name}</strong>{' '}
              {definition.is_new
                ? `is now version ${definition.version}${definition.version > 1 ? `; what runs on older versions runs on unchanged` : ''}.`
                : `is unchanged: it stays version ${definition.version}.`}
            </span>
            <span className={classes.ways}>
              <LinkButton
                variant="default"
                to="/processes/$processId"
                params={{ processId: definition.process_id }}
              >
                Open
              </LinkButton>
              <LinkButton to="/start/$processId" params={{ processId: definition.process_id }}>
                Start
              </LinkButton>
            </span>
          </li>
        ))}
        {deployment.forms.map((form) => (
          <li key={form.form_id} className={classes.item}>
            <span>
              Form <strong>{form.form_id}</strong>{' '}
              {form.is_new
                ? `is now version ${form.version}.`
                : `is unchanged: it stays version ${form.version}.`}
            </span>
          </li>
        ))}
        {deployment.decisions.map((decision) => (
          <li key={decision.decision_id} className={classes.item}>
            <span>
              Decision <strong>{decision.name}</strong>{' '}
              {decision.is_new
                ? `is now version ${decision.version}.`
                : `is unchanged: it stays version ${decision.version}.`}
            </span>
          </li>
        ))}
        {deployment.warnings.map((warning) => (
          <li key={JSON.stringify(warning)} className={classes.warning}>
            <IconAlertTriangle size={15} aria-label="Warning" />
            <span>
              {(warning.element_name ?? warning.element_id) && (
                <strong>{warning.element_name ?? warning.element_id}: </strong>
              )}
              {warning.message}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
