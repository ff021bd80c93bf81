/** Due date and priority, changed by hand: by who has the task, or by an operator. */
import { ActionIcon, Button, Popover, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCalendarTime } from '@tabler/icons-react';
import { useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import type { UserTask } from '~/api/types';
import { type Plan, usePlanUserTask } from '~/api/userTasks';
import { PRIORITIES, priorityNear } from './dueInWords';
import { fromLocalInput, localInput } from './laterChoices';
import classes from './TaskMenus.module.css';

export function PlanTask({ task }: { task: UserTask }) {
  const [opened, setOpened] = useState(false);
  useShortcut('d', 'Change due date and priority', 'Task', () => setOpened(true), task.can.plan);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={300}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <Tooltip label="Due date and priority (d)" disabled={opened}>
          <ActionIcon
            size={30}
            variant="default"
            onClick={() => setOpened(!opened)}
            aria-label="Due date and priority"
            aria-expanded={opened}
          >
            <IconCalendarTime size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Due date and priority">
        <PlanForm key={`${task.due_at} ${task.priority}`} task={task} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function PlanForm({ task, onDone }: { task: UserTask; onDone: () => void }) {
  const before = task.due_at ? localInput(new Date(task.due_at)) : '';
  const [due, setDue] = useState(before);
  const [priority, setPriority] = useState(priorityNear(task.priority).value);
  const planning = usePlanUserTask(task.key);
  const dueAt = fromLocalInput(due);
  const save = () => {
    const plan: Plan = {};
    if (due !== before) plan.due_at = dueAt?.toISOString() ?? null;
    if (priority !== priorityNear(task.priority).value) plan.priority = priority;
    planning.mutate(plan, {
      onSuccess: onDone,
      onError: (problem) =>
        notifications.show({
          color: 'broken.6',
          title: `“${task.name}” stays as it was`,
          message: problem.message,
        }),
    });
  };
  return (
    <form
      className={classes.plan}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        type="datetime-local"
        label="Due"
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
        description={due === '' ? 'Whenever' : undefined}
        data-autofocus
      />
      <fieldset className={classes.priority}>
        <legend>Priority</legend>
        <SegmentedControl
          fullWidth
          aria-label="Priority"
          value={String(priority)}
          onChange={(value) => setPriority(Number(value))}
          data={PRIORITIES.map(({ value, words }) => ({ value: String(value), label: words }))}
        />
      </fieldset>
      <div className={classes.buttons}>
        {due !== '' && (
          <Button variant="subtle" color="over" onClick={() => setDue('')}>
            No due date
          </Button>
        )}
        <Button type="submit" color="person.6" loading={planning.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
