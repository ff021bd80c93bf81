/** `j` and `k` go through the list and open what they come to; Escape closes the open task. */
import { useShortcut } from '~/App/Shell/shortcuts';

export function useTaskKeys(
  tasks: readonly { key: string }[],
  openKey: string | undefined,
  open: (key: string | null) => void,
): void {
  const at = tasks.findIndex((task) => task.key === openKey);
  const move = (step: number) => {
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + step))];
    if (next && next.key !== openKey) open(next.key);
  };
  useShortcut('j', 'Next task', 'Tasks', () => move(1), tasks.length > 0);
  useShortcut('k', 'Previous task', 'Tasks', () => move(-1), tasks.length > 0);
  useShortcut('Escape', 'Close the task', 'Tasks', () => open(null), openKey !== undefined);
}
