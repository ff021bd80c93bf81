import type { ProcessInstance } from '~/api/types';
import { StatePill } from '~/panels/StatePill';

type Shown = Pick<ProcessInstance, 'state' | 'is_suspended' | 'incidents'>;

export function InstanceStatePill({ instance }: { instance: Shown }) {
  if (instance.state === 'COMPLETED') return <StatePill meaning="done">Completed</StatePill>;
  if (instance.state === 'TERMINATED') return <StatePill meaning="over">Canceled</StatePill>;
  if (instance.is_suspended) return <StatePill meaning="waits">Suspended</StatePill>;
  if (instance.incidents > 0) return <StatePill meaning="broken">Incident</StatePill>;
  return <StatePill meaning="runs">Running</StatePill>;
}
