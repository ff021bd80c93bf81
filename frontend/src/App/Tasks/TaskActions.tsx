/** What can be done with a task besides completing it. */
import { Button, Kbd } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useShortcut } from '~/App/Shell/shortcuts';
import type { UserTask } from '~/api/types';
import { useTakeBackUserTask } from '~/api/userTasks';
import { AssignTask } from './AssignTask';
import { DelegateTask } from './DelegateTask';
import { LaterMenu } from './LaterMenu';
import { PlanTask } from './PlanTask';
import classes from './TaskHeader.module.css';
import { useTaking } from './useTaking';

export function TaskActions({ task, onPutOff }: { task: UserTask; onPutOff: () => void }) {
  const { claim, release } = useTaking(task);
  useShortcut('c', 'Claim the task', 'Task', claim, task.can.claim);
  useShortcut('u', 'Release the task', 'Task', release, task.can.unclaim);
  const takingBack = useTakeBackUserTask(task.key);
  const takeBack = () =>
    takingBack.mutate(undefined, {
      onError: (problem) =>
        notifications.show({
          color: 'broken.6',
          title: `“${task.name}” stays as it was`,
          message: problem.message,
        }),
    });
  useShortcut('u', 'Take the task back', 'Task', takeBack, task.can.take_back && !task.can.unclaim);
  return (
    <div className={classes.actions}>
      {task.can.snooze && <LaterMenu task={task} onPutOff={onPutOff} />}
      {task.can.plan && <PlanTask task={task} />}
      {task.can.assign && <AssignTask task={task} />}
      {task.can.delegate && <DelegateTask task={task} />}
      {task.can.take_back && (
        <Button
          variant="default"
          onClick={takeBack}
          loading={takingBack.isPending}
          rightSection={<Kbd size="xs">u</Kbd>}
        >
          Take back
        </Button>
      )}
      {task.can.unclaim && (
        <Button variant="default" onClick={release} rightSection={<Kbd size="xs">u</Kbd>}>
          Release
        </Button>
      )}
      {task.can.claim && (
        <Button color="person.6" onClick={claim} rightSection={<Kbd size="xs">c</Kbd>}>
          Claim
        </Button>
      )}
    </div>
  );
}
