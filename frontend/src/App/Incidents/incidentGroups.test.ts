import { expect, it } from 'vitest';
import type { Incident } from '~/api/types';
import { incidentGroups } from './incidentGroups';

let keys = 0;
const incident = (message: string, raised_at: string, more: Partial<Incident> = {}) =>
  ({
    key: String(++keys),
    process_id: 'onboarding',
    process_name: 'Onboarding',
    element_id: 'crm',
    element_name: 'Create in CRM',
    error_type: 'JOB_NO_RETRIES',
    message,
    raised_at,
    ...more,
  }) as Incident;

it('groups messages that differ only in their particulars', () => {
  const groups = incidentGroups([
    incident("CRM: e-mail 'mara' is not an address", '2026-11-23T08:00:00Z'),
    incident("CRM: e-mail 'jo' is not an address", '2026-11-23T09:00:00Z'),
    incident('CRM answered 503 after 30.2 s', '2026-11-23T07:00:00Z'),
    incident('CRM answered 502 after 4 s', '2026-11-23T07:30:00Z'),
    incident('CRM answered 500 after 4 s', '2026-11-23T07:40:00Z'),
  ]);
  expect(groups.map((group) => group.incidents.length)).toEqual([3, 2]);
});

it('says when a trouble was first and last seen, in the words of the latest', () => {
  const [group] = incidentGroups([
    incident('Order 1 is missing', '2026-11-20T08:00:00Z'),
    incident('Order 2 is missing', '2026-11-23T09:00:00Z'),
  ]);
  expect(group).toMatchObject({
    firstAt: '2026-11-20T08:00:00Z',
    lastAt: '2026-11-23T09:00:00Z',
    message: 'Order 2 is missing',
  });
});

it('keeps the same words at another element apart', () => {
  const groups = incidentGroups([
    incident('Timeout', '2026-11-23T08:00:00Z'),
    incident('Timeout', '2026-11-23T08:00:00Z', { element_id: 'erp' }),
  ]);
  expect(groups).toHaveLength(2);
});
