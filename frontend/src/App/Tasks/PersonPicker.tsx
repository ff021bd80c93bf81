/** A button that opens a search among people; one click chooses. */
import { Avatar, Button, Combobox, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import { useUsers } from '~/api/users';
import classes from './PersonPicker.module.css';

interface Props {
  /** What the button says. */
  act: string;
  /** What the search field asks for, for who does not see the button. */
  label: string;
  shortcut: string;
  loading: boolean;
  /** Who cannot be chosen. */
  except: readonly (string | null)[];
  onChoose: (username: string) => void;
}

export function PersonPicker({ act, label, shortcut, loading, except, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 150);
  const combobox = useCombobox({
    onDropdownClose: () => setSearch(''),
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  useShortcut(shortcut, label, 'Task', () => combobox.openDropdown());
  const users = useUsers(settled, combobox.dropdownOpened);
  const choose = (username: string) => {
    combobox.closeDropdown();
    onChoose(username);
  };
  const people = users.data?.items.filter((person) => !except.includes(person.username)) ?? [];
  return (
    <Combobox store={combobox} onOptionSubmit={choose} width={240} position="bottom-end" withinPortal>
      <Combobox.Target withAriaAttributes={false}>
        <Button variant="default" loading={loading} onClick={() => combobox.toggleDropdown()}>
          {act}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Name of a person"
          aria-label={label}
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
