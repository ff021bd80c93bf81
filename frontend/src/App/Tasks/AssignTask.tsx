/** Gives the task to somebody, for good. */
import { notifications } from '@mantine/notifications';
import type { UserTask } from '~/api/types';
import { useAssignUserTask } from '~/api/userTasks';
import { PersonPicker } from './PersonPicker';

export function AssignTask({ task }: { task: UserTask }) {
  const assigning = useAssignUserTask(task.key);
  return (
    <PersonPicker
      act="Assign"
      label="Name of the person to assign the task to"
      shortcut="a"
      loading={assigning.isPending}
      except={[task.assignee]}
      onChoose={(username) =>
        assigning.mutate(username, {
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
