/** Gives the task to somebody: a search among people, and one click. */
import { Avatar, Button, Combobox, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { UserTask } from '~/api/types';
import { useUsers } from '~/api/users';
import { useAssignUserTask } from '~/api/userTasks';
import classes from './AssignTask.module.css';

export function AssignTask({ task }: { task: UserTask }) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 150);
  const combobox = useCombobox({
    onDropdownClose: () => setSearch(''),
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const users = useUsers(settled, combobox.dropdownOpened);
  const assigning = useAssignUserTask(task.key);
  const assign = (username: string) => {
    combobox.closeDropdown();
    assigning.mutate(username, {
      onError: (problem) =>
        notifications.show({
          color: 'broken.6',
          title: `${username} did not get it`,
          message: problem.message,
        }),
    });
  };
  const people = users.data?.items.filter((person) => person.username !== task.assignee) ?? [];
  return (
    <Combobox store={combobox} onOptionSubmit={assign} width={240} position="bottom-end" withinPortal>
      <Combobox.Target withAriaAttributes={false}>
        <Button variant="default" loading={assigning.isPending} onClick={() => combobox.toggleDropdown()}>
          Assign
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Name of a person"
          aria-label="Name of the person to assign the task to"
          size="xs"
        />
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }}>
          {people.map(({ username, full_name }) => (
            <Combobox.Option key={username} value={username} className={classes.person}>
              <Avatar size={24} fz={10} name={full_name} color="over" />
              <span>
                {full_name} {full_name !== username && <span className={classes.username}>{username}</span>}
              </span>
            </Combobox.Option>
          ))}
          {users.error && <Combobox.Empty>{users.error.message}</Combobox.Empty>}
          {users.data && people.length === 0 && <Combobox.Empty>No such person</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
