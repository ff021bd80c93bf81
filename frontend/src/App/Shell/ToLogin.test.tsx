import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
} from '@tanstack/react-router';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ToLogin } from './ToLogin';

afterEach(cleanup);

it('asks for the login once, though its page takes time to load', async () => {
  let loaded: (page: { Login: () => string }) => void = () => {};
  const loading = new Promise<{ Login: () => string }>((resolve) => {
    loaded = resolve;
  });
  const root = createRootRoute();
  const inside = createRoute({ getParentRoute: () => root, path: '/tasks', component: ToLogin });
  const login = createRoute({
    getParentRoute: () => root,
    path: '/login',
    component: lazyRouteComponent(() => loading, 'Login'),
  });
  const history = createMemoryHistory({ initialEntries: ['/tasks?view=all'] });
  const addresses: string[] = [];
  history.subscribe(({ location }) => addresses.push(location.href));
  const router = createRouter({ routeTree: root.addChildren([inside, login]), history });
  render(<RouterProvider router={router} />);
  await expect.poll(() => addresses.length).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  loaded({ Login: () => 'The door' });
  await screen.findByText('The door');
  expect(addresses).toEqual(['/login?next=%2Ftasks%3Fview%3Dall']);
});
