/** The inbox as an address: which view, sorted how, searched for what, and which side of the open task. */
import { oneOf, type Search, text } from '~/App/routeSearch';

export const VIEW_NAMES = [
  'mine',
  'my-teams',
  'unassigned',
  'overdue',
  'due-today',
  'all',
  'later',
  'mentioned',
  'completed',
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export const ORDERINGS = ['-created_at', 'due_at', '-priority', 'created_at'] as const;
export type Ordering = (typeof ORDERINGS)[number];

export const TASK_TABS = ['form', 'process', 'conversation', 'files', 'history'] as const;
export type TaskTab = (typeof TASK_TABS)[number];

export interface TasksSearch {
  view?: ViewName;
  ordering?: Ordering;
  search?: string;
  tab?: TaskTab;
}

export function tasksSearch(search: Search): TasksSearch {
  return {
    view: oneOf(search, 'view', VIEW_NAMES),
    ordering: oneOf(search, 'ordering', ORDERINGS),
    search: text(search, 'search'),
    tab: oneOf(search, 'tab', TASK_TABS),
  };
}
