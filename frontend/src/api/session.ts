/** Who is logged in. The first request of the page; it also fetches the CSRF cookie. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import type { Role, User } from './types';

export const sessionKeys = { all: ['session'] as const };

export const sessionQuery = queryOptions({
  queryKey: sessionKeys.all,
  queryFn: ({ signal }) => answer(api.GET('/api/session/', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSession() {
  return useQuery(sessionQuery);
}

/** The user who is logged in. Only to be called where the login has been passed. */
export function useUser(): User | null {
  return useSession().data?.user ?? null;
}

export function useHasRole(role: Role): boolean {
  return useUser()?.roles.includes(role) ?? false;
}

export function useLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: { username: string; password: string }) =>
      answer(api.POST('/api/session/', { body: credentials })),
    onSuccess: (session) => {
      // What another user saw must not be shown to this one.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKeys.all[0] });
      queries.setQueryData(sessionKeys.all, session);
    },
  });
}

export function useLogout() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/session/')),
    onSuccess: () => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKeys.all[0] });
      return queries.invalidateQueries({ queryKey: sessionKeys.all });
    },
  });
}
