/** The page's one live line, for all who want to listen. */
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import { sessionKeys } from '~/api/session';
import { LiveLine, type LiveState } from './LiveLine';
import type { LiveNews, Subject } from './protocol';
import { Refresher } from './Refresher';

interface Live {
  line: LiveLine;
  refresher: Refresher;
}

const LiveContext = createContext<Live | null>(null);

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live] = useState<Live>(() => ({
    line: new LiveLine({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live/`,
      onUnauthorized: () => queries.invalidateQueries({ queryKey: sessionKeys.all }),
      onRefused: (subject, message) => console.warn(`The live line refused ${subject}: ${message}`),
    }),
    refresher: new Refresher(queries),
  }));

  useEffect(() => {
    const hurry = () => document.visibilityState === 'visible' && live.line.hurry();
    live.line.connect();
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      live.line.close();
    };
  }, [live]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Listens to a subject while the component is shown; with `null`, to nothing. */
export function useLiveSubject(subject: Subject | null, onNews: (news: LiveNews) => void): void {
  const { line } = useLiveContext();
  const tell = useEffectEvent(onNews);
  useEffect(() => {
    if (subject !== null) return line.watch(subject, (news) => tell(news));
  }, [line, subject]);
}

export function useRefresher(): Refresher {
  return useLiveContext().refresher;
}

export function useLiveState(): LiveState {
  const { line } = useLiveContext();
  return useSyncExternalStore(line.onState, () => line.state);
}

/** Whether what is on the screen may be old: badges turn grey. */
export function useIsFrozen(): boolean {
  const { line } = useLiveContext();
  return useSyncExternalStore(line.onState, () => line.state.phase === 'frozen');
}

function useLiveContext(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('A live subject can only be watched inside <LiveProvider>.');
  return live;
}
