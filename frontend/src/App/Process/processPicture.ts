/** What the diagram of a process shows through a lens. */
import type { DefinitionStatistics, ElementStatistics } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { isScope, kindOfType, nameOrType } from '~/bpmn/elementWords';
import type { Badge, Mark, Picture } from '~/bpmn/Picture';
import { duration, shortDuration } from '~/time/inWords';
import type { Lens } from './processSearch';

interface Wanted {
  statistics: DefinitionStatistics;
  elements: readonly DiagramElement[];
  lens: Lens;
  selected: string | undefined;
  now: number;
}

export function processPicture({ statistics, elements, lens, selected, now }: Wanted): Picture {
  const badges: Record<string, Badge> = {};
  const marks: Record<string, Mark[]> = {};
  for (const element of elements) {
    const numbers = statistics.elements[element.id];
    if (numbers && lens === 'now') {
      const badge = badgeNow(element, numbers, now);
      if (badge) badges[element.id] = badge;
      if (badge && !isScope(element.type)) marks[element.id] = [badge.incidents ? 'broken' : badge.kind];
    }
    if (numbers && lens === 'frequency') {
      const badge = badgeOfFrequency(element, numbers);
      if (badge) badges[element.id] = badge;
    }
  }
  if (selected) marks[selected] = [...(marks[selected] ?? []), 'selected'];
  return {
    badges,
    marks,
    flows: statistics.flows,
    widths: lens === 'frequency' ? widths(statistics.flows) : {},
  };
}

function badgeNow(element: DiagramElement, numbers: ElementStatistics, now: number): Badge | null {
  if (numbers.active === 0 && numbers.incidents === 0) return null;
  const age = numbers.oldest_since === null ? null : now - Date.parse(numbers.oldest_since);
  const title = [
    `${nameOrType(element)}: ${numbers.active} active`,
    numbers.incidents > 0 && `${numbers.incidents} with an incident`,
    age !== null && `the oldest for ${duration(age)}`,
  ];
  return {
    // An instance that is broken is told by the red pill; the other pill counts those that are not.
    active: Math.max(0, numbers.active - numbers.incidents),
    kind: kindOfType(element.type),
    incidents: numbers.incidents,
    age: age === null ? null : shortDuration(age),
    title: title.filter(Boolean).join(', '),
  };
}

function badgeOfFrequency(element: DiagramElement, numbers: ElementStatistics): Badge | null {
  const visits = numbers.active + numbers.completed + numbers.terminated;
  if (visits === 0 || element.isFlow) return null;
  return {
    active: visits,
    kind: 'passed',
    incidents: 0,
    age: null,
    title: `${nameOrType(element)}: entered ${visits} times`,
  };
}

const THINNEST = 1.5;
const WIDEST = 9;

/** Width by traffic: the busiest flow is the widest, and a flow never taken keeps its own line. */
export function widths(flows: Readonly<Record<string, number>>): Record<string, number> {
  const most = Math.max(1, ...Object.values(flows));
  return Object.fromEntries(
    Object.entries(flows)
      .filter(([, taken]) => taken > 0)
      .map(([id, taken]) => [id, Math.round((THINNEST + (WIDEST - THINNEST) * (taken / most)) * 2) / 2]),
  );
}
