import { describe, expect, it } from 'vitest';
import type { ElementInstance } from '~/api/types';
import { waitingSentence } from './waitingSentence';

const now = new Date(2026, 10, 23, 12, 0).getTime();
const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

function waits(waiting: Partial<NonNullable<ElementInstance['waiting']>> | null): string {
  const visit = {
    element_name: 'Assess',
    element_type: 'userTask',
    started_at: iso(now - 52 * HOUR),
    waiting: waiting && {
      detail: null,
      since: iso(now - 52 * HOUR),
      due_at: null,
      assignee: null,
      candidate_groups: [],
      ...waiting,
    },
  } as unknown as ElementInstance;
  const { opening, age, rest } = waitingSentence(visit, now);
  return `${opening} ${age} ${rest}`;
}

describe('why is it waiting', () => {
  it('names who has the task', () => {
    expect(waits({ kind: 'user_task', assignee: 'ada', due_at: iso(now + 2 * HOUR) })).toBe(
      'Waiting 2 d 4 h for ada to complete it; due 14:00.',
    );
  });

  it('names the groups that may claim it, and says when it is late', () => {
    expect(
      waits({ kind: 'user_task', candidate_groups: ['claims', 'legal'], due_at: iso(now - 3 * HOUR) }),
    ).toBe('Waiting 2 d 4 h for someone of claims or legal to claim it; overdue for 3 h.');
  });

  it('says until when time must pass', () => {
    expect(waits({ kind: 'timer', due_at: iso(now + 2 * HOUR) })).toBe(
      'Waiting 2 d 4 h for time to pass: until 14:00, 2 h from now.',
    );
  });

  it('names the message', () => {
    expect(waits({ kind: 'message', detail: 'ScoreReady (key A-17)' })).toBe(
      'Waiting 2 d 4 h for the message ScoreReady (key A-17) to arrive.',
    );
  });

  it('says what is broken', () => {
    expect(waits({ kind: 'incident', detail: 'No e-mail address.' })).toBe(
      'Stuck for 2 d 4 h because: No e-mail address.',
    );
  });

  it('does not invent a reason', () => {
    expect(waits(null)).toBe('Active for 2 d 4 h while its own elements run.');
  });
});
