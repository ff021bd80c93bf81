import { type Search, text } from '~/App/routeSearch';

/** What the incidents page shows: the troubles of one process, or of all; and which group is unfolded. */
export interface IncidentsSearch {
  process?: string;
  group?: string;
}

export function incidentsSearch(search: Search): IncidentsSearch {
  return { process: text(search, 'process'), group: text(search, 'group') };
}
