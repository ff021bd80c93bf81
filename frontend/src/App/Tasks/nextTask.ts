/** Where the work goes on after a task is completed, when the server has nothing nearer. */
import type { UserTask } from '~/api/types';

/** The task that takes the place of this one in the list: the one below it, or, from the end, the one above. */
export function nextInList(tasks: readonly UserTask[], key: string): string | null {
  const at = tasks.findIndex((task) => task.key === key);
  const others = tasks.filter((task, index) => index === at || task.state === 'CREATED');
  const here = others.findIndex((task) => task.key === key);
  const next = here < 0 ? others[0] : (others[here + 1] ?? others[here - 1]);
  return next?.key ?? null;
}
