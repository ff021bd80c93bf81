/** Why an element instance does not go on, in one sentence. */
import type { ElementInstance } from '~/api/types';
import { typeInWords } from '~/bpmn/elementWords';
import { duration, moment } from '~/time/inWords';

/** The sentence in three parts: the age is set apart, the element's name is a link. */
export interface WaitingSentence {
  opening: string;
  age: string;
  rest: string;
}

export function waitingSentence(visit: ElementInstance, now: number): WaitingSentence {
  const { waiting } = visit;
  const age = duration(Math.max(1000, now - Date.parse(waiting?.since ?? visit.started_at)));
  const due = waiting?.due_at ? Date.parse(waiting.due_at) : null;
  switch (waiting?.kind) {
    case 'user_task':
      return { opening: 'Waiting', age, rest: `for ${whom(visit)}${dueClause(due, now)}.` };
    case 'message':
      return { opening: 'Waiting', age, rest: `for the message ${waiting.detail ?? 'it needs'} to arrive.` };
    case 'signal':
      return { opening: 'Waiting', age, rest: `for the signal ${waiting.detail ?? 'it needs'}.` };
    case 'timer':
      return {
        opening: 'Waiting',
        age,
        rest: due === null ? 'for its time to come.' : `for time to pass: ${until(due, now)}.`,
      };
    case 'job':
      return {
        opening: 'Waiting',
        age,
        rest: `for a worker to do the job${waiting.detail ? ` ${waiting.detail}` : ''}.`,
      };
    case 'call':
      return {
        opening: 'Waiting',
        age,
        rest: `for the process ${waiting.detail ?? 'that it calls'} to end.`,
      };
    case 'condition':
      return { opening: 'Waiting', age, rest: `until ${waiting.detail ?? 'its condition'} is true.` };
    case 'join':
      return { opening: 'Waiting', age, rest: 'for tokens on the other ways into it.' };
    case 'incident':
      return {
        opening: 'Stuck for',
        age,
        rest: waiting.detail ? `because: ${waiting.detail}` : 'on an incident.',
      };
    case undefined:
      return { opening: 'Active for', age, rest: 'while its own elements run.' };
    default:
      return {
        opening: 'Waiting',
        age,
        rest: waiting?.detail ? `for ${waiting.detail}.` : `(${waiting?.kind}).`,
      };
  }
}

function whom({ waiting }: ElementInstance): string {
  if (waiting?.assignee) return `${waiting.assignee} to complete it`;
  const groups = waiting?.candidate_groups ?? [];
  return groups.length > 0 ? `someone of ${groups.join(' or ')} to claim it` : 'someone to claim it';
}

function dueClause(due: number | null, now: number): string {
  if (due === null) return '';
  return due < now ? `; overdue for ${duration(now - due)}` : `; due ${moment(due, now)}`;
}

function until(due: number, now: number): string {
  return due < now ? 'it is due any moment' : `until ${moment(due, now)}, ${duration(due - now)} from now`;
}

export function visitName(visit: ElementInstance): string {
  return visit.element_name || typeInWords(visit.element_type);
}
