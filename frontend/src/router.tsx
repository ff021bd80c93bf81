import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { incidentsSearch } from '~/App/Incidents/incidentsSearch';
import { instanceSearch } from '~/App/Instance/instanceSearch';
import { loginSearch } from '~/App/Login/loginSearch';
import { processSearch } from '~/App/Process/processSearch';
import { Home } from '~/App/Shell/Home';
import { NotFound } from '~/App/Shell/NotFound';
import { Nowhere } from '~/App/Shell/Nowhere';
import { RouteError } from '~/App/Shell/RouteError';
import { Shell } from '~/App/Shell/Shell';
import { tasksSearch } from '~/App/Tasks/tasksSearch';

export interface RouterContext {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: Nowhere });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: loginSearch,
  component: lazyRouteComponent(() => import('~/App/Login/Login'), 'Login'),
});

/** Everything behind the login: rail, top bar, live line. */
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home });

const tasks = createRoute({
  getParentRoute: () => shell,
  path: '/tasks',
  validateSearch: tasksSearch,
  component: lazyRouteComponent(() => import('~/App/Tasks/Tasks'), 'Tasks'),
});

/** The open task is a child of the list, so that the list keeps its place when another task opens. */
const task = createRoute({ getParentRoute: () => tasks, path: '$taskKey' });

const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  component: lazyRouteComponent(() => import('~/App/Start/Start'), 'Start'),
});

const startProcess = createRoute({ getParentRoute: () => start, path: '$processId' });

const processes = createRoute({
  getParentRoute: () => shell,
  path: '/processes',
  component: lazyRouteComponent(() => import('~/App/Processes/Processes'), 'Processes'),
});

const process = createRoute({
  getParentRoute: () => shell,
  path: '/processes/$processId',
  validateSearch: processSearch,
  component: lazyRouteComponent(() => import('~/App/Process/Process'), 'Process'),
});

const instance = createRoute({
  getParentRoute: () => shell,
  path: '/instances/$instanceKey',
  validateSearch: instanceSearch,
  component: lazyRouteComponent(() => import('~/App/Instance/Instance'), 'Instance'),
});

const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/incidents',
  validateSearch: incidentsSearch,
  component: lazyRouteComponent(() => import('~/App/Incidents/Incidents'), 'Incidents'),
});

const diagrams = createRoute({
  getParentRoute: () => shell,
  path: '/diagrams',
  component: lazyRouteComponent(() => import('~/App/Diagrams/Diagrams'), 'Diagrams'),
});

const routeTree = root.addChildren([
  login,
  shell.addChildren([
    home,
    tasks.addChildren([task]),
    start.addChildren([startProcess]),
    processes,
    process,
    instance,
    incidents,
    diagrams,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: RouteError,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
