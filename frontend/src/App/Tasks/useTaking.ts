/** Taking a task and giving it back. Both show at once; who was too late is told who was quicker, and when. */
import { notifications } from '@mantine/notifications';
import { useClaim, useUnclaim } from '~/api/claiming';
import type { ApiProblem } from '~/api/problem';
import type { UserTask } from '~/api/types';

export function useTaking(task: UserTask) {
  const tooLate = (problem: ApiProblem) =>
    notifications.show({
      color: problem.isConflict ? 'waits.5' : 'broken.6',
      title: problem.isConflict ? `“${task.name}” is taken` : `“${task.name}” stays as it was`,
      message: problem.message,
    });
  const claiming = useClaim(tooLate);
  const unclaiming = useUnclaim(tooLate);
  return { claim: () => claiming.mutate(task.key), release: () => unclaiming.mutate(task.key) };
}
