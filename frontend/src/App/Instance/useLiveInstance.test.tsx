import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { processInstanceQuery, useElementInstances, useVariables } from '~/api/processInstances';
import { LiveProvider } from '~/live/LiveProvider';
import type { ServerMessage } from '~/live/protocol';
import { useLiveInstance } from './useLiveInstance';

/** The server's end of the WebSocket. */
class Line {
  static latest: Line;
  readyState = 0;
  heard: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor() {
    Line.latest = this;
  }
  send(text: string) {
    this.heard.push(text);
  }
  close() {}
  say(message: ServerMessage) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const at = '2026-11-23T10:00:00Z';
const bodies: Record<string, unknown> = {
  '/api/process-instances/7/': {
    key: '7',
    state: 'ACTIVE',
    incidents: 0,
    business_key: 'A-17',
    ended_at: null,
  },
  '/api/process-instances/7/statistics/': { elements: {}, flows: {}, as_of: at },
};
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname;
    asked.push(path);
    return Response.json(bodies[path] ?? { items: [], next: null });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function watchInstance() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <LiveProvider>{children}</LiveProvider>
    </QueryClientProvider>
  );
  const page = renderHook(
    () => {
      useVariables('7');
      useElementInstances('7');
      return { statistics: useLiveInstance('7').data, instance: useQuery(processInstanceQuery('7')).data };
    },
    { wrapper },
  );
  const line = Line.latest;
  line.readyState = 1;
  line.onopen?.();
  return { page, line };
}

const VARIABLES = '/api/process-instances/7/variables/';
const VISITS = '/api/process-instances/7/element-instances/';
const times = (path: string) => asked.filter((each) => each === path).length;

it('shows what is pushed at once, and fetches only the lists that changed', async () => {
  const { page, line } = watchInstance();
  expect(line.heard).toEqual(['{"type":"subscribe","subject":"instance:7"}']);
  await waitFor(() => expect(page.result.current.instance?.state).toBe('ACTIVE'));

  line.say({
    type: 'snapshot',
    subject: 'instance:7',
    seq: 1,
    at,
    data: { state: 'ACTIVE', elements: {}, flows: {} },
  });
  // Joining late, everything may have changed: all lists are fetched once more.
  await waitFor(() => expect(times(VARIABLES)).toBe(2));
  const visitsBefore = times(VISITS);

  const pay = { active: 0, incidents: 0, completed: 1, terminated: 0, oldest_since: null };
  line.say({
    type: 'delta',
    subject: 'instance:7',
    seq: 2,
    at,
    data: { state: 'COMPLETED', ended_at: at, elements: { pay }, flows: { f1: 1 }, changed: ['journal'] },
  });
  await waitFor(() => expect(page.result.current.statistics?.elements).toEqual({ pay }));
  expect(page.result.current.statistics?.flows).toEqual({ f1: 1 });
  expect(page.result.current.instance).toMatchObject({
    state: 'COMPLETED',
    ended_at: at,
    business_key: 'A-17',
  });
  await waitFor(() => expect(times(VISITS)).toBeGreaterThan(visitsBefore));
  expect(times(VARIABLES)).toBe(2);
});
