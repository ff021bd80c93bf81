import type { InstanceState } from '~/api/types';
import { StatePill } from '~/panels/StatePill';

export function InstanceStatePill({ state, incidents }: { state: InstanceState; incidents: number }) {
  if (state === 'COMPLETED') return <StatePill meaning="done">Completed</StatePill>;
  if (state === 'TERMINATED') return <StatePill meaning="over">Canceled</StatePill>;
  if (incidents > 0) return <StatePill meaning="broken">Incident</StatePill>;
  return <StatePill meaning="runs">Running</StatePill>;
}
