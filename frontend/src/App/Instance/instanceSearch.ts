import { oneOf, type Search, text } from '~/App/routeSearch';

export const INSTANCE_TABS = ['variables', 'incidents', 'jobs', 'journal'] as const;
export type InstanceTab = (typeof INSTANCE_TABS)[number];

/** What the page of one instance shows: a selected element, the open tab, and a decision opened in full. */
export interface InstanceSearch {
  tab?: InstanceTab;
  element?: string;
  evaluation?: string;
}

export function instanceSearch(search: Search): InstanceSearch {
  return {
    tab: oneOf(search, 'tab', INSTANCE_TABS),
    element: text(search, 'element'),
    evaluation: text(search, 'evaluation'),
  };
}
