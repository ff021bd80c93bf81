/** Canceling cannot be undone, so it says first what is lost. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCancelProcessInstance } from '~/api/processInstances';
import type { ElementInstance, ProcessInstanceDetail } from '~/api/types';
import { visitName } from './waitingSentence';

interface Props {
  instance: ProcessInstanceDetail;
  visits: readonly ElementInstance[];
  opened: boolean;
  onClose: () => void;
}

export function CancelInstance({ instance, visits, opened, onClose }: Props) {
  const cancel = useCancelProcessInstance(instance.key);
  const name = instance.business_key ?? instance.key;
  const active = visits.filter((visit) => visit.state === 'ACTIVE' && visit.waiting);
  const confirm = () =>
    cancel.mutate(undefined, {
      onSuccess: () => {
        notifications.show({ message: `${name} is canceled.` });
        onClose();
      },
    });
  return (
    <Modal opened={opened} onClose={onClose} title={`Cancel ${name}?`}>
      <Text fz="sm">
        The instance ends here and cannot be resumed.{' '}
        {active.length > 0
          ? 'These stop where they are, and their open tasks, timers and jobs are lost:'
          : ''}
      </Text>
      {active.length > 0 && (
        <ul style={{ margin: '8px 0 0', paddingLeft: 18, fontSize: '0.8125rem' }}>
          {active.map((visit) => (
            <li key={visit.key}>
              {visitName(visit)}
              {visit.waiting?.assignee ? ` (with ${visit.waiting.assignee})` : ''}
            </li>
          ))}
        </ul>
      )}
      {cancel.error && (
        <Text role="alert" fz="sm" c="var(--mw-broken-ink)" mt="sm">
          {cancel.error.message}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it running
        </Button>
        <Button color="broken" loading={cancel.isPending} onClick={confirm}>
          Cancel the instance
        </Button>
      </Group>
    </Modal>
  );
}
