/** Suspending and resuming: says first what it means, and what happens at once, as a rehearsal tells it. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { useRehearsedSuspension, useSuspension } from '~/api/processInstances';
import type { ProcessInstanceDetail } from '~/api/types';

export type Wanted = 'suspend' | 'resume';

const MEANING: Record<Wanted, string> = {
  suspend:
    'Nothing in the instance moves until somebody resumes it: tasks cannot be claimed or completed, timers and ' +
    'messages wait, and jobs are not handed out. What cannot wait, the result of a job that is under way or a ' +
    'signal, is kept and happens then. Instances that it has called are suspended with it.',
  resume: 'The instance goes on. Timers that have become due trigger, and messages that were kept arrive.',
};

const WORDS: Record<Wanted, { title: string; confirm: string; stay: string; done: string }> = {
  suspend: { title: 'Suspend', confirm: 'Suspend', stay: 'Keep it running', done: 'is suspended' },
  resume: { title: 'Resume', confirm: 'Resume', stay: 'Leave it suspended', done: 'goes on' },
};

interface Props {
  instance: ProcessInstanceDetail;
  wanted: Wanted | null;
  onClose: () => void;
}

export function SuspendInstance({ instance, wanted, onClose }: Props) {
  // While the dialog closes it still says what it said.
  const last = useRef<Wanted>('suspend');
  if (wanted !== null) last.current = wanted;
  const shown = wanted ?? last.current;
  const words = WORDS[shown];
  const name = instance.business_key ?? instance.key;
  const suspension = useSuspension(instance.key, shown === 'suspend');
  const rehearsal = useRehearsedSuspension(instance.key, shown === 'suspend', wanted !== null);
  const happens = rehearsal.data?.happened.map(({ words }) => words) ?? [];
  const error = suspension.error ?? rehearsal.error;
  const close = () => {
    suspension.reset();
    onClose();
  };
  const confirm = () =>
    suspension.mutate(undefined, {
      onSuccess: () => {
        notifications.show({ message: `${name} ${words.done}.` });
        close();
      },
    });
  return (
    <Modal opened={wanted !== null} onClose={close} title={`${words.title} ${name}?`}>
      <Text fz="sm">{MEANING[shown]}</Text>
      {happens.length > 1 && (
        <>
          <Text fz="sm" mt="sm">
            At once:
          </Text>
          <ul style={{ margin: '4px 0 0', paddingLeft: 18, fontSize: '0.8125rem' }}>
            {[...new Set(happens)].map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {error && (
        <Text role="alert" fz="sm" c="var(--mw-broken-ink)" mt="sm">
          {error.message}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          {words.stay}
        </Button>
        <Button loading={suspension.isPending} disabled={rehearsal.isError} onClick={confirm}>
          {words.confirm}
        </Button>
      </Group>
    </Modal>
  );
}
