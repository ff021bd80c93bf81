/**
 * The one typed door to the HTTP API. It carries the session cookie and the CSRF token, and turns each answer that is not
 * a success into an `ApiProblem`.
 */
import createClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem } from './problem';
import type { paths } from './schema';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const csrf: Middleware = {
  onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method)) {
      const token = cookie('csrftoken');
      if (token) request.headers.set('X-CSRFToken', token);
    }
    return request;
  },
};

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? undefined : location.origin,
  credentials: 'same-origin',
  headers: { Accept: 'application/json, application/problem+json' },
  // Looked up for each call, so that whoever replaces `fetch` (a test) is heard.
  fetch: (request) => globalThis.fetch(request),
});
api.use(csrf);

type Call<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The body of a successful answer; anything else is thrown as an `ApiProblem`. */
export async function answer<T>(call: Call<T>): Promise<T> {
  const { data, error, response } = await call.catch((reason: unknown) => {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason;
    throw ApiProblem.unreachable();
  });
  if (!response.ok) throw new ApiProblem(response.status, error);
  return data as T;
}

function cookie(name: string): string | undefined {
  const entry = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
  return entry && decodeURIComponent(entry.slice(name.length + 1));
}
