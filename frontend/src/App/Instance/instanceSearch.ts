import { oneOf, type Search, text } from '~/App/routeSearch';

export const INSTANCE_TABS = ['variables', 'incidents', 'jobs', 'journal'] as const;
export type InstanceTab = (typeof INSTANCE_TABS)[number];

/** What the page of one instance shows: a selected element, and the open tab. */
export interface InstanceSearch {
  tab?: InstanceTab;
  element?: string;
}

export function instanceSearch(search: Search): InstanceSearch {
  return { tab: oneOf(search, 'tab', INSTANCE_TABS), element: text(search, 'element') };
}
