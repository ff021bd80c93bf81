/**
 * Incidents that are the same trouble: same process, element and kind of error, and a message that differs only in its
 * particulars (numbers, quoted values, addresses).
 */

import type { Incident } from '~/api/types';
import { groupedBy } from '~/groupedBy';

export interface IncidentGroup {
  fingerprint: string;
  processId: string;
  processName: string;
  elementId: string;
  elementName: string;
  errorType: string;
  /** The message of the latest, with its particulars. */
  message: string;
  firstAt: string;
  lastAt: string;
  incidents: Incident[];
}

const PARTICULARS: [RegExp, string][] = [
  [/'[^']*'|"[^"]*"|“[^”]*”|‘[^’]*’/g, '…'],
  [/\S+@\S+/g, '…'],
  [/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi, '…'],
  [/\d+(?:[.,:]\d+)*/g, '#'],
];

export function fingerprintOf(incident: Incident): string {
  const message = PARTICULARS.reduce(
    (text, [particular, sign]) => text.replaceAll(particular, sign),
    incident.message,
  );
  return [incident.process_id, incident.element_id, incident.error_type, message.trim().toLowerCase()].join(
    '|',
  );
}

/** The greatest trouble first; of equals the one seen last. */
export function incidentGroups(incidents: readonly Incident[]): IncidentGroup[] {
  const groups = groupedBy(incidents, fingerprintOf);
  return [...groups]
    .map(([fingerprint, alike]) => groupOf(fingerprint, alike))
    .sort(
      (one, other) => other.incidents.length - one.incidents.length || (one.lastAt < other.lastAt ? 1 : -1),
    );
}

function groupOf(fingerprint: string, alike: readonly Incident[]): IncidentGroup {
  const incidents = alike.toSorted((one, other) => (one.raised_at < other.raised_at ? 1 : -1));
  const latest = incidents[0] as Incident;
  return {
    fingerprint,
    processId: latest.process_id,
    processName: latest.process_name || latest.process_id,
    elementId: latest.element_id,
    elementName: latest.element_name || latest.element_id,
    errorType: latest.error_type,
    message: latest.message,
    firstAt: (incidents.at(-1) as Incident).raised_at,
    lastAt: latest.raised_at,
    incidents,
  };
}
