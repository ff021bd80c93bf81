/** First one as a trial, then the rest: a retry that does not help should fail once, not a hundred times. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useMayOperate } from '~/App/Shell/rights';
import { useResolveIncident } from '~/api/incidents';
import type { Incident } from '~/api/types';

export function RetryAll({ incidents }: { incidents: readonly Incident[] }) {
  const resolve = useResolveIncident();
  const [done, setDone] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  const mayOperate = useMayOperate();
  const [trial] = incidents;
  if (!mayOperate || incidents.length < 2 || !trial) return null;

  const tryOne = () =>
    resolve.mutate(trial.key, {
      onSuccess: () => {
        setTried(true);
        notifications.show({
          message: `${trial.business_key ?? trial.process_instance_key} is tried again. If it does not come back here, retry the rest.`,
        });
      },
      onError: (error) => notifications.show({ color: 'broken', message: error.message }),
    });

  const tryAll = async () => {
    let refused = 0;
    for (const [index, incident] of incidents.entries()) {
      setDone(index);
      await resolve.mutateAsync(incident.key).catch(() => {
        refused += 1;
      });
    }
    setDone(null);
    const all = incidents.length;
    notifications.show({
      color: refused > 0 ? 'broken' : undefined,
      message:
        refused > 0
          ? `${all - refused} of ${all} are tried again; ${refused} could not be, they may have been resolved already.`
          : `All ${all} are tried again.`,
    });
  };

  if (!tried) {
    return (
      <Button size="xs" variant="default" loading={resolve.isPending} onClick={tryOne}>
        Retry one as a trial
      </Button>
    );
  }
  return (
    <Button size="xs" disabled={done !== null} onClick={() => void tryAll()}>
      {done === null ? `Retry all ${incidents.length}` : `${done} of ${incidents.length}…`}
    </Button>
  );
}
