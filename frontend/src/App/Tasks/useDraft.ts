import { useEffect, useState, useSyncExternalStore } from 'react';
import { saveDraft } from '~/api/userTasks';
import { DraftSaver } from './DraftSaver';

/** The draft of one task; what is not saved yet is saved when the task or the page is left. */
export function useDraft(taskKey: string) {
  const [draft] = useState(() => new DraftSaver((data) => saveDraft(taskKey, data)));
  const state = useSyncExternalStore(draft.subscribe, () => draft.state);
  useEffect(() => {
    const leave = () => void draft.flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [draft]);
  return { draft, state };
}
