import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowsSort, IconCheck, IconSearch } from '@tabler/icons-react';
import classes from './TaskList.module.css';
import type { Ordering, TasksSearch } from './tasksSearch';
import type { View } from './views';

const ORDERING_IN_WORDS: Record<Ordering, string> = {
  '-created_at': 'Newest first',
  due_at: 'Due soonest first',
  '-priority': 'Highest priority first',
  created_at: 'Oldest first',
};
const ORDERINGS = Object.entries(ORDERING_IN_WORDS) as [Ordering, string][];

interface Props {
  view: View;
  search: TasksSearch;
  onChange: (changes: Partial<TasksSearch>) => void;
}

export function TaskListToolbar({ view, search, onChange }: Props) {
  const look = useDebouncedCallback((text: string) => onChange({ search: text.trim() || undefined }), 250);
  const ordering = search.ordering ?? '-created_at';
  return (
    <div className={classes.toolbar}>
      <TextInput
        key={view.name}
        className={classes.search}
        defaultValue={search.search}
        onChange={(event) => look(event.currentTarget.value)}
        placeholder={`Search ${view.label.toLowerCase()}`}
        aria-label={`Search ${view.label.toLowerCase()} by name or business key`}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        type="search"
      />
      {view.name !== 'completed' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={ORDERING_IN_WORDS[ordering]}>
              <ActionIcon size={30} aria-label={`Sorted: ${ORDERING_IN_WORDS[ordering]}`}>
                <IconArrowsSort size={16} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {ORDERINGS.map(([name, words]) => (
              <Menu.Item
                key={name}
                rightSection={name === ordering && <IconCheck size={14} aria-label="chosen" />}
                onClick={() => onChange({ ordering: name === '-created_at' ? undefined : name })}
              >
                {words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
