import { oneOf, type Search, text } from '~/App/routeSearch';

export const SHOWN = ['running', 'incidents', 'done', 'canceled', 'all'] as const;
/** Which instances the table lists. */
export type Shown = (typeof SHOWN)[number];

export const LENSES = ['now', 'frequency'] as const;
/** What the diagram shows: where the tokens are, or how often each element and flow was passed. */
export type Lens = (typeof LENSES)[number];

/** What the page of one process shows. Left out: the latest version, lens *now*, the running instances, nothing selected. */
export interface ProcessSearch {
  /** A number, or `all`. */
  version?: string;
  lens?: Lens;
  element?: string;
  show?: Shown;
  search?: string;
}

export function processSearch(search: Search): ProcessSearch {
  return {
    version: text(search, 'version'),
    lens: oneOf(search, 'lens', LENSES),
    element: text(search, 'element'),
    show: oneOf(search, 'show', SHOWN),
    search: text(search, 'search'),
  };
}
