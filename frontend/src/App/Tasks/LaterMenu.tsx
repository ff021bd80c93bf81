/** Puts a task off: out of my lists until a time that I choose. Nobody else's lists change. */
import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMoonStars } from '@tabler/icons-react';
import { useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import type { UserTask } from '~/api/types';
import { useSnoozeUserTask } from '~/api/userTasks';
import { moment } from '~/time/inWords';
import { fromLocalInput, laterChoices, localInput } from './laterChoices';
import classes from './TaskMenus.module.css';

interface Props {
  task: UserTask;
  onPutOff: () => void;
}

export function LaterMenu({ task, onPutOff }: Props) {
  const [opened, setOpened] = useState(false);
  const snoozing = useSnoozeUserTask(task.key);
  useShortcut('s', 'Put the task off', 'Task', () => setOpened(true), task.can.snooze);
  const putOff = (at: Date) => {
    setOpened(false);
    snoozing.mutate(at.toISOString(), {
      onSuccess: () => {
        const message = `Out of your lists until ${moment(at.getTime(), Date.now())}`;
        notifications.show({ color: 'person.6', title: task.name, message, autoClose: 3500 });
        onPutOff();
      },
      onError: (problem) =>
        notifications.show({
          color: 'broken.6',
          title: `“${task.name}” is not put off`,
          message: problem.message,
        }),
    });
  };
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={250}>
      <Menu.Target>
        <Tooltip label="Later (s)" disabled={opened}>
          <ActionIcon size={30} variant="default" loading={snoozing.isPending} aria-label="Put the task off">
            <IconMoonStars size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Out of my lists until</Menu.Label>
        {laterChoices(new Date()).map(({ words, at }) => (
          <Menu.Item
            key={words}
            onClick={() => putOff(at)}
            rightSection={<span className={classes.time}>{moment(at.getTime(), Date.now())}</span>}
          >
            {words}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <OtherTime onChoose={putOff} />
      </Menu.Dropdown>
    </Menu>
  );
}

function OtherTime({ onChoose }: { onChoose: (at: Date) => void }) {
  const [text, setText] = useState('');
  const at = fromLocalInput(text);
  const isAhead = at !== null && at.getTime() > Date.now();
  return (
    <form
      className={classes.other}
      // The menu moves by arrow keys; in the field they are the field's.
      onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
      onSubmit={(event) => {
        event.preventDefault();
        if (isAhead) onChoose(at);
      }}
    >
      <TextInput
        type="datetime-local"
        aria-label="Another time"
        min={localInput(new Date())}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={at !== null && !isAhead && 'This time is over'}
      />
      <Button type="submit" variant="default" disabled={!isAhead}>
        Put off
      </Button>
    </form>
  );
}
