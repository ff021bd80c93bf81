import { CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { DiagramElement } from '~/bpmn/elements';
import { nameOrType } from '~/bpmn/elementWords';
import classes from './InstancesTable.module.css';
import type { ProcessSearch, Shown } from './processSearch';

interface Props {
  search: ProcessSearch;
  selected: DiagramElement | undefined;
  count: number;
  more: boolean;
  /** New rows that wait until the pointer leaves. */
  waiting: number;
  onChange: (changes: Partial<ProcessSearch>) => void;
}

const CHOICES: { value: Shown; label: string }[] = [
  { value: 'running', label: 'Running' },
  { value: 'incidents', label: 'Incidents' },
  { value: 'done', label: 'Done' },
  { value: 'canceled', label: 'Canceled' },
  { value: 'all', label: 'All' },
];

export function InstancesToolbar({ search, selected, count, more, waiting, onChange }: Props) {
  const [text, setText] = useState(search.search ?? '');
  const apply = useDebouncedCallback((value: string) => onChange({ search: value.trim() || undefined }), 250);
  const write = (value: string) => {
    setText(value);
    apply(value);
  };
  return (
    <div className={classes.toolbar}>
      <SegmentedControl
        size="xs"
        aria-label="Which instances"
        data={CHOICES}
        value={search.show ?? 'running'}
        onChange={(value) => onChange({ show: value === 'running' ? undefined : (value as Shown) })}
      />
      {selected && (
        <span className={classes.chip}>
          at {nameOrType(selected)}
          <CloseButton
            size="xs"
            aria-label="At any element"
            onClick={() => onChange({ element: undefined })}
          />
        </span>
      )}
      <TextInput
        className={classes.search}
        aria-label="Search the instances"
        placeholder="Business key or key"
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        rightSection={
          text && <CloseButton size="xs" aria-label="Clear the search" onClick={() => write('')} />
        }
      />
      <span className={classes.count} role="status">
        {waiting > 0 && <strong>{waiting} new · </strong>}
        {count}
        {more && '+'} {count === 1 && !more ? 'instance' : 'instances'}
      </span>
    </div>
  );
}
