/** It runs. What it waits for now, as far as it has come, and where to go from here. */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { processInstanceKeys, useProcessInstance } from '~/api/processInstances';
import type { ProcessInstance } from '~/api/types';
import { useLiveSubject, useRefresher } from '~/live/LiveProvider';
import { LinkButton } from '~/panels/LinkButton';
import classes from './StartProcess.module.css';

interface Props {
  instance: ProcessInstance;
  onAgain: () => void;
  onClose: () => void;
}

export function Started({ instance, onAgain, onClose }: Props) {
  const refresher = useRefresher();
  const now = useProcessInstance(instance.key).data ?? instance;
  useLiveSubject(`instance:${instance.key}`, () => refresher.refresh(processInstanceKeys.one(instance.key)));
  return (
    <div className={classes.started} role="status">
      <span className={classes.check}>
        <IconCheck size={22} stroke={2.2} aria-hidden="true" />
      </span>
      <h2>{now.business_key ? `${now.business_key} is on its way` : 'It is on its way'}</h2>
      <p>{standing(now)}</p>
      <div className={classes.ways}>
        <Button variant="default" onClick={onAgain}>
          Start another
        </Button>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <LinkButton to="/instances/$instanceKey" params={{ instanceKey: instance.key }}>
          Watch it
        </LinkButton>
      </div>
    </div>
  );
}

function standing({ state, waiting_for }: ProcessInstance): string {
  if (state === 'COMPLETED') return 'It has already come to its end.';
  if (state === 'TERMINATED') return 'It was ended early.';
  const names = [...new Set(waiting_for.map((each) => each.element_name ?? each.element_id))];
  return names.length > 0 ? `It is at ${names.join(' and ')}.` : 'Its first steps are being done.';
}
