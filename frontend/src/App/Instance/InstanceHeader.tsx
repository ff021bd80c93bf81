import { Button, CopyButton, UnstyledButton } from '@mantine/core';
import { IconCircleX, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMayOperate } from '~/App/Shell/rights';
import type { ElementInstance, ProcessInstanceDetail } from '~/api/types';
import { PageHeader } from '~/panels/PageHeader';
import { Age, Moment } from '~/time/Age';
import { duration } from '~/time/inWords';
import { CancelInstance } from './CancelInstance';
import classes from './InstanceHeader.module.css';
import { InstanceStatePill } from './InstanceStatePill';
import { SuspendInstance, type Wanted } from './SuspendInstance';

interface Props {
  instance: ProcessInstanceDetail;
  visits: readonly ElementInstance[];
}

export function InstanceHeader({ instance, visits }: Props) {
  const [canceling, setCanceling] = useState(false);
  const [suspending, setSuspending] = useState<Wanted | null>(null);
  const mayOperate = useMayOperate();
  return (
    <>
      <PageHeader
        above={
          <>
            <Link to="/processes">Processes</Link>
            <span aria-hidden>/</span>
            <Link
              to="/processes/$processId"
              params={{ processId: instance.process_id }}
              search={{ version: String(instance.version) }}
            >
              {instance.process_name || instance.process_id} v{instance.version}
            </Link>
          </>
        }
        title={
          <>
            {instance.business_key ?? 'Instance'}
            <InstanceStatePill instance={instance} />
          </>
        }
        facts={
          <dl className={classes.facts}>
            <div>
              <dt>Started</dt>
              <dd>
                <Moment at={instance.started_at} />
                {instance.started_by && ` by ${instance.started_by}`}
              </dd>
            </div>
            {instance.ended_at === null ? (
              <div>
                <dt>Age</dt>
                <dd>
                  <Age since={instance.started_at} long />
                </dd>
              </div>
            ) : (
              <>
                <div>
                  <dt>Ended</dt>
                  <dd>
                    <Moment at={instance.ended_at} />
                  </dd>
                </div>
                <div>
                  <dt>Took</dt>
                  <dd>{duration(Date.parse(instance.ended_at) - Date.parse(instance.started_at))}</dd>
                </div>
              </>
            )}
            {instance.parent_process_instance_key && (
              <div>
                <dt>Called by</dt>
                <dd>
                  <Link
                    to="/instances/$instanceKey"
                    params={{ instanceKey: instance.parent_process_instance_key }}
                  >
                    {instance.parent_process_instance_key}
                  </Link>
                </dd>
              </div>
            )}
            <div>
              <dt>Key</dt>
              <dd>
                <CopyButton value={instance.key}>
                  {({ copied, copy }) => (
                    <UnstyledButton onClick={copy} title="Copy the key" className={classes.key}>
                      {instance.key}
                      {copied && ' · copied'}
                    </UnstyledButton>
                  )}
                </CopyButton>
              </dd>
            </div>
          </dl>
        }
        actions={
          instance.state === 'ACTIVE' &&
          mayOperate && (
            <>
              <Button
                variant="default"
                leftSection={
                  instance.is_suspended ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />
                }
                onClick={() => setSuspending(instance.is_suspended ? 'resume' : 'suspend')}
              >
                {instance.is_suspended ? 'Resume…' : 'Suspend…'}
              </Button>
              <Button
                variant="default"
                leftSection={<IconCircleX size={15} />}
                onClick={() => setCanceling(true)}
              >
                Cancel…
              </Button>
            </>
          )
        }
      />
      <SuspendInstance instance={instance} wanted={suspending} onClose={() => setSuspending(null)} />
      <CancelInstance
        instance={instance}
        visits={visits}
        opened={canceling}
        onClose={() => setCanceling(false)}
      />
    </>
  );
}
