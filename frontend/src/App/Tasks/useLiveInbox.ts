/** Keeps the inbox live: counters at once, the list and the open task as soon as the server has answered. */
import { useQueryClient } from '@tanstack/react-query';
import type { UserTaskCounts } from '~/api/types';
import { userTaskKeys } from '~/api/userTasks';
import { useLiveSubject, useRefresher } from '~/live/LiveProvider';

interface InboxNews {
  counts?: UserTaskCounts;
  tasks?: { key: string; change: 'created' | 'changed' | 'completed' | 'canceled' }[];
}

export function useLiveInbox(): void {
  const queries = useQueryClient();
  const refresher = useRefresher();
  useLiveSubject('inbox', ({ kind, data, change }) => {
    const { counts } = data as InboxNews;
    if (counts) {
      // What HTTP would still bring is older than what was just pushed.
      void queries.cancelQueries({ queryKey: userTaskKeys.counts });
      queries.setQueryData<UserTaskCounts>(userTaskKeys.counts, counts);
    }
    refresher.refresh(userTaskKeys.lists);
    if (kind === 'snapshot') refresher.refresh(userTaskKeys.ones);
    for (const { key } of (change as InboxNews).tasks ?? []) refresher.refresh(userTaskKeys.one(key));
  });
}
