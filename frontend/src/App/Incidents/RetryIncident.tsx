import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMayOperate } from '~/App/Shell/rights';
import { useResolveIncident } from '~/api/incidents';

interface Props {
  incidentKey: string;
  onRetried?: () => void;
}

/** Lets the instance try again where it is stuck. */
export function RetryIncident({ incidentKey, onRetried }: Props) {
  const resolve = useResolveIncident();
  const mayOperate = useMayOperate();
  if (!mayOperate) return null;
  const retry = () =>
    resolve.mutate(incidentKey, {
      onSuccess: () => {
        notifications.show({ message: 'It is tried again. If it fails once more, a new incident appears.' });
        onRetried?.();
      },
    });
  return (
    <>
      <Button
        size="compact-xs"
        leftSection={<IconRefresh size={13} />}
        loading={resolve.isPending}
        onClick={retry}
      >
        Retry
      </Button>
      {resolve.error && (
        <Text role="alert" fz="xs" c="var(--mw-broken-ink)" mt={4}>
          {resolve.error.message}
        </Text>
      )}
    </>
  );
}
