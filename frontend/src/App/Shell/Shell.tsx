/** What is around every page: rail, top bar, search, keys, and the live line. Behind it, nobody is a stranger. */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSession, useUser } from '~/api/session';
import { LiveProvider } from '~/live/LiveProvider';
import { Failure } from '~/panels/Failure';
import { CommandPalette } from './CommandPalette';
import { HelpSheet } from './HelpSheet';
import { LiveSummary } from './LiveSummary';
import { NotForYou } from './NotForYou';
import { PlaceKeys } from './PlaceKeys';
import { isClosed } from './places';
import { Rail } from './Rail';
import classes from './Shell.module.css';
import { keyboardMap, useShortcut } from './shortcuts';
import { ToLogin } from './ToLogin';
import { TopBar } from './TopBar';
import { Wordmark } from './Wordmark';

export function Shell() {
  const session = useSession();
  if (session.data?.authenticated) {
    return (
      <LiveProvider>
        <Frame />
      </LiveProvider>
    );
  }
  if (session.data) return <ToLogin />;
  return (
    <div className={classes.before}>
      <Wordmark />
      {session.error && (
        <Failure
          title="Meanwhile cannot be reached"
          error={session.error}
          onRetry={() => session.refetch()}
        />
      )}
    </div>
  );
}

function Frame() {
  const roles = useUser()?.roles ?? [];
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);

  useEffect(() => {
    const press = (event: KeyboardEvent) => void keyboardMap.press(event);
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  useShortcut('/', 'Search', 'Everywhere', () => setSearching(true));
  useShortcut('mod+k', 'Search and commands', 'Everywhere', () => setSearching((open) => !open));
  useShortcut('?', 'This keyboard map', 'Everywhere', () => setHelping(true));

  return (
    <div className={classes.shell}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <LiveSummary />
      <PlaceKeys roles={roles} />
      <Rail />
      <div className={classes.main}>
        <TopBar onSearch={() => setSearching(true)} onHelp={() => setHelping(true)} />
        <main id="page" className={classes.page} tabIndex={-1}>
          {isClosed(path, roles) ? <NotForYou /> : <Outlet />}
        </main>
      </div>
      <CommandPalette opened={searching} onClose={() => setSearching(false)} />
      <HelpSheet opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
