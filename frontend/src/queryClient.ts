import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '~/api/problem';
import { sessionKeys } from '~/api/session';

/**
 * The live line invalidates what changed, so nothing is refetched for growing old or for a window gaining focus.
 *
 * Whether there is a network is asked of the server, not of the browser: a server on this machine needs none, and what
 * cannot be sent is told at once instead of being sent some time later.
 */
export function createQueryClient(): QueryClient {
  // A session that ran out is noticed by whichever request comes first; the shell then asks for a login.
  const noticeLogout = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) {
      void queries.invalidateQueries({ queryKey: sessionKeys.all });
    }
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => query.queryKey[0] !== sessionKeys.all[0] && noticeLogout(error),
    }),
    mutationCache: new MutationCache({
      onError: (error) => noticeLogout(error),
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: retryUnlessRefused,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queries;
}

/** An answer that says no will say no again; only a server that failed or was not reached is asked once more. */
function retryUnlessRefused(failures: number, error: Error): boolean {
  if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) return false;
  return failures < 1;
}
