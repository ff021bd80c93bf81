import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer, api } from './client';
import { ApiProblem } from './problem';

const asked: Request[] = [];
let reply: () => Response;

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request);
    return reply();
  });
});
afterEach(() => vi.unstubAllGlobals());

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

const claim = () => answer(api.POST('/api/user-tasks/{key}/claim/', { params: { path: { key: '4711' } } }));

async function problemOf(call: Promise<unknown>): Promise<ApiProblem> {
  const reason = await call.catch((problem: unknown) => problem);
  if (!(reason instanceof ApiProblem)) throw new Error(`Expected a problem, got ${String(reason)}`);
  return reason;
}

test('a changing request carries the CSRF token of the cookie, a reading one does not', async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser
  document.cookie = 'csrftoken=s3cr%3Dt';
  reply = () => json(200, { authenticated: false, user: null, version: '1' });
  await answer(api.GET('/api/session/'));
  await answer(api.POST('/api/session/', { body: { username: 'ada', password: 'x' } }));
  expect(asked.map((request) => request.headers.get('X-CSRFToken'))).toEqual([null, 's3cr=t']);
});

test('a key in the path and filters in the query make the address', async () => {
  reply = () => json(200, { items: [], next: null });
  await answer(api.GET('/api/user-tasks/', { params: { query: { view: 'my-teams', limit: 50 } } }));
  expect(new URL(asked[0]?.url ?? '').pathname).toBe('/api/user-tasks/');
  expect(new URL(asked[0]?.url ?? '').search).toBe('?view=my-teams&limit=50');
});

test('who claimed the task first is told by the problem', async () => {
  const detail = 'Ben claimed this task 4 s ago.';
  reply = () =>
    json(409, { title: 'Conflict', status: 409, detail, assignee: 'ben' }, 'application/problem+json');
  const problem = await problemOf(claim());
  expect(problem.isConflict).toBe(true);
  expect(problem.message).toBe(detail);
  expect(problem.extensions.assignee).toBe('ben');
});

test('errors name the field they belong to', async () => {
  const errors = [{ field: 'amount', message: 'This must be a number.' }];
  reply = () => json(422, { title: 'Unprocessable', detail: 'x', errors }, 'application/problem+json');
  expect((await problemOf(claim())).errors).toEqual(errors);
});

test('an answer that is not JSON at all still becomes a readable problem', async () => {
  reply = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
  const problem = await problemOf(claim());
  expect(problem.status).toBe(502);
  expect(problem.message).toBe('The server failed');
});

test('no answer is a problem too', async () => {
  reply = () => {
    throw new TypeError('Failed to fetch');
  };
  expect((await problemOf(claim())).isUnreachable).toBe(true);
});

test('an abandoned request is not a problem', async () => {
  reply = () => {
    throw new DOMException('The user left', 'AbortError');
  };
  await expect(claim()).rejects.toBeInstanceOf(DOMException);
});

test('an empty answer is a success', async () => {
  reply = () => new Response(null, { status: 204 });
  await expect(answer(api.DELETE('/api/session/'))).resolves.toBeUndefined();
});
