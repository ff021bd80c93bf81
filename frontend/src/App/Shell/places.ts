/** The places of the left rail, by what a user may do. */
import {
  IconAlertOctagon,
  IconInbox,
  IconPlayerPlay,
  IconRoute,
  IconSitemap,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Role, Summary } from '~/api/types';

export interface Place {
  to: '/tasks' | '/start' | '/processes' | '/incidents' | '/diagrams';
  label: string;
  keys: string;
  icon: TablerIcon;
  roles: readonly Role[];
  count?: (summary: Summary) => number;
  broken?: boolean;
  /** Other addresses that belong to this place. */
  also?: string;
}

const EVERYONE: readonly Role[] = ['business_user', 'operator', 'admin'];
const OPERATORS: readonly Role[] = ['operator', 'admin'];

export const PLACES: readonly Place[] = [
  {
    to: '/tasks',
    label: 'Tasks',
    keys: 'g t',
    icon: IconInbox,
    roles: EVERYONE,
    count: (summary) => summary.user_tasks_mine,
  },
  { to: '/start', label: 'Start', keys: 'g s', icon: IconPlayerPlay, roles: EVERYONE },
  {
    to: '/processes',
    label: 'Processes',
    keys: 'g p',
    icon: IconRoute,
    roles: OPERATORS,
    count: (summary) => summary.running,
    also: '/instances',
  },
  {
    to: '/incidents',
    label: 'Incidents',
    keys: 'g i',
    icon: IconAlertOctagon,
    roles: OPERATORS,
    count: (summary) => summary.incidents,
    broken: true,
  },
  { to: '/diagrams', label: 'Diagrams', keys: 'g d', icon: IconSitemap, roles: OPERATORS },
];

/** Whether a page belongs to a place that these roles do not have. An address outside of all places is nobody's own. */
export function isClosed(path: string, roles: readonly Role[]): boolean {
  const place = PLACES.find(({ to }) => path === to || path.startsWith(`${to}/`));
  return place !== undefined && !place.roles.some((role) => roles.includes(role));
}

export function placesFor(roles: readonly Role[]): Place[] {
  return PLACES.filter((place) => place.roles.some((role) => roles.includes(role)));
}
