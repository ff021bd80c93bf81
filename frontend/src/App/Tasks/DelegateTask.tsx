/** Has somebody else do the task: it stays mine, and comes back when they have resolved it. */
import { notifications } from '@mantine/notifications';
import type { UserTask } from '~/api/types';
import { useDelegateUserTask } from '~/api/userTasks';
import { PersonPicker } from './PersonPicker';

export function DelegateTask({ task }: { task: UserTask }) {
  const delegating = useDelegateUserTask(task.key);
  return (
    <PersonPicker
      act="Delegate"
      label="Name of the person to delegate the task to"
      shortcut="o"
      loading={delegating.isPending}
      except={[task.assignee, task.delegation === 'PENDING' ? task.owner : null]}
      onChoose={(username) =>
        delegating.mutate(username, {
          onError: (problem) =>
            notifications.show({
              color: 'broken.6',
              title: `${username} did not get it`,
              message: problem.message,
            }),
        })
      }
    />
  );
}
