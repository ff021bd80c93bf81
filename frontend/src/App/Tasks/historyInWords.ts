/** What happened to a task, as a colleague would tell it. */
import type { HistoryEntry } from '~/api/types';
import { moment } from '~/time/inWords';
import { priorityNear } from './dueInWords';

export function historyInWords(entry: HistoryEntry, me: string | undefined, now: number): string {
  const { happening, actor, assignee, taken_from, on_behalf_of, file, outcome } = entry;
  const name = (person: string | null) => (person !== null && person === me ? 'you' : person);
  const who = actor === me && me !== undefined ? 'You' : (actor ?? 'Somebody');
  const forWhom = on_behalf_of ? ` for ${name(on_behalf_of)}` : '';
  switch (happening) {
    case 'created':
      return 'The task arrived';
    case 'claimed':
      return taken_from ? `${who} took it over from ${name(taken_from)}` : `${who} claimed it`;
    case 'released':
      return `${who} gave it back${forWhom}`;
    case 'assigned':
      return `${who} gave it to ${name(assignee)}${taken_from ? ` instead of ${name(taken_from)}` : ''}`;
    case 'delegated':
      return `${who} delegated it to ${name(assignee)}${forWhom}`;
    case 'resolved':
      return `${who} resolved it${forWhom}`;
    case 'planned':
      return `${who} ${planned(entry, now)}`;
    case 'commented':
      return `${who} commented on it`;
    case 'attached':
      return `${who} attached ${file}`;
    case 'detached':
      return `${who} removed ${file}`;
    case 'completed':
      return outcome ? `${who} completed it: ${outcome}` : `${who} completed it`;
    case 'canceled':
      return 'The process went another way: the task was canceled';
  }
}

function planned({ changed, due_at, priority }: HistoryEntry, now: number): string {
  const parts = Array.isArray(changed) ? changed : [];
  const words = [];
  if (parts.includes('due_at'))
    words.push(due_at ? `made it due ${moment(due_at, now)}` : 'took away its due date');
  if (parts.includes('priority') && priority !== null) {
    words.push(`made its priority ${priorityNear(priority).words.toLowerCase()}`);
  }
  return words.join(' and ');
}
