/** What the diagram of one instance shows: the path taken, where its tokens are, and what is stuck. */
import type { ElementInstance, ElementStatistics, InstanceStatistics } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { isFlowNode, isScope, kindOfType, nameOrType } from '~/bpmn/elementWords';
import type { Badge, Mark, Picture, TokenKind } from '~/bpmn/Picture';
import { duration, shortDuration } from '~/time/inWords';

interface Wanted {
  statistics: InstanceStatistics;
  /** The visits that are active tell whom or what they wait for; without them the type of the element has to do. */
  visits: readonly ElementInstance[];
  elements: readonly DiagramElement[];
  selected: string | undefined;
  now: number;
}

export function instancePicture({ statistics, visits, elements, selected, now }: Wanted): Picture {
  const badges: Record<string, Badge> = {};
  const marks: Record<string, Mark[]> = {};
  for (const element of elements) {
    if (element.isFlow) {
      if (element.type === 'sequenceFlow') marks[element.id] = [flowMark(statistics, element.id)];
      continue;
    }
    if (!isFlowNode(element.type)) continue;
    const numbers = statistics.elements[element.id];
    const kind = kindOf(element, visits);
    if (!isScope(element.type)) marks[element.id] = [elementMark(numbers, kind)];
    const badge = numbers && badgeOf(element, numbers, kind, now);
    if (badge) badges[element.id] = badge;
  }
  if (selected) marks[selected] = [...(marks[selected] ?? []), 'selected'];
  return { badges, marks, flows: statistics.flows };
}

function flowMark(statistics: InstanceStatistics, id: string): Mark {
  return (statistics.flows[id] ?? 0) > 0 ? 'taken' : 'ahead';
}

function elementMark(numbers: ElementStatistics | undefined, kind: TokenKind): Mark {
  if (!numbers) return 'ahead';
  if (numbers.incidents > 0) return 'broken';
  if (numbers.active > 0) return kind;
  if (numbers.completed > 0) return 'passed';
  return numbers.terminated > 0 ? 'terminated' : 'ahead';
}

const PEOPLE = new Set(['user_task']);
const OTHERS = new Set(['message', 'timer', 'signal', 'condition', 'join', 'event', 'call']);

function kindOf(element: DiagramElement, visits: readonly ElementInstance[]): TokenKind {
  const waiting = visits.find((visit) => visit.element_id === element.id && visit.waiting)?.waiting?.kind;
  if (waiting === undefined) return kindOfType(element.type);
  if (PEOPLE.has(waiting)) return 'person';
  return OTHERS.has(waiting) ? 'waits' : 'runs';
}

function badgeOf(
  element: DiagramElement,
  numbers: ElementStatistics,
  kind: TokenKind,
  now: number,
): Badge | null {
  const visited = numbers.active + numbers.completed + numbers.terminated;
  if (numbers.active === 0 && numbers.incidents === 0) {
    // Entered more than once: a loop, and worth a number.
    if (visited < 2) return null;
    return {
      active: visited,
      kind: 'passed',
      incidents: 0,
      age: null,
      title: `${nameOrType(element)}: entered ${visited} times`,
    };
  }
  const age = numbers.oldest_since === null ? null : now - Date.parse(numbers.oldest_since);
  return {
    active: Math.max(0, numbers.active - numbers.incidents),
    kind,
    incidents: numbers.incidents,
    age: age === null ? null : shortDuration(age),
    title: [
      `${nameOrType(element)}: active`,
      age !== null && ` for ${duration(Math.max(1000, age))}`,
      numbers.incidents > 0 && ', stuck with an incident',
    ]
      .filter(Boolean)
      .join(''),
  };
}
