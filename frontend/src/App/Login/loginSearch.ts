import { type Search, text } from '~/App/routeSearch';

export interface LoginSearch {
  next?: string;
}

/** Only a path of our own is a place to go after login: an address elsewhere would be an open redirect. */
export function loginSearch(search: Search): LoginSearch {
  const next = text(search, 'next');
  return { next: next && /^\/(?![/\\])/.test(next) ? next : undefined };
}
