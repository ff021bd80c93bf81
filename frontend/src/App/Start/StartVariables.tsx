/** For a process without a start form: its variables by name and value. */
import { ActionIcon, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Variables } from '~/api/types';
import { StartFooter, useBusinessKey } from './StartFooter';
import classes from './StartProcess.module.css';
import { KINDS, type Kind, readVariables, type WrittenVariable } from './writtenVariables';

interface Props {
  busy: boolean;
  failure: string | null;
  onStart: (variables: Variables, businessKey: string) => void;
}

const emptyRow = (id: number): WrittenVariable => ({ id, name: '', kind: 'text', text: '' });

export function StartVariables({ busy, failure, onStart }: Props) {
  const [rows, setRows] = useState([emptyRow(0)]);
  const [problems, setProblems] = useState<Readonly<Record<number, string>>>({});
  const businessKey = useBusinessKey();
  const change = (id: number, changes: Partial<WrittenVariable>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...changes } : row)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readVariables(rows);
    setProblems('problems' in read ? read.problems : {});
    if ('variables' in read) onStart(read.variables, businessKey.value);
  };
  return (
    <form onSubmit={submit} className={classes.page}>
      <fieldset className={classes.fields}>
        <legend className={classes.legend}>Variables</legend>
        <p className={classes.hint}>The process has no start form. It begins with what you give it here.</p>
        {rows.map((row) => (
          <div key={row.id} className={classes.variable}>
            <TextInput
              aria-label="Name"
              placeholder="name"
              value={row.name}
              onChange={(event) => change(row.id, { name: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label={`Kind of ${row.name || 'the variable'}`}
              size="xs"
              data={[...KINDS]}
              value={row.kind}
              onChange={(event) => change(row.id, { kind: event.currentTarget.value as Kind })}
            />
            <Value row={row} problem={problems[row.id]} onChange={(text) => change(row.id, { text })} />
            <ActionIcon
              aria-label={`Remove ${row.name || 'the variable'}`}
              onClick={() => setRows(rows.filter((each) => each.id !== row.id))}
              size={30}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="subtle"
          color="over"
          leftSection={<IconPlus size={14} />}
          onClick={() => setRows([...rows, emptyRow((rows.at(-1)?.id ?? 0) + 1)])}
        >
          Another variable
        </Button>
      </fieldset>
      <StartFooter label="Start" businessKey={businessKey} busy={busy} failure={failure} />
    </form>
  );
}

interface ValueProps {
  row: WrittenVariable;
  problem: string | undefined;
  onChange: (text: string) => void;
}

function Value({ row, problem, onChange }: ValueProps) {
  const label = `Value of ${row.name || 'the variable'}`;
  if (row.kind === 'yes or no') {
    return (
      <NativeSelect
        aria-label={label}
        size="xs"
        data={['no', 'yes']}
        value={row.text === 'yes' ? 'yes' : 'no'}
        error={problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Textarea
      aria-label={label}
      size="xs"
      autosize
      minRows={row.kind === 'JSON' ? 2 : 1}
      placeholder={row.kind === 'JSON' ? '{"a": 1}' : 'value'}
      classNames={{ input: row.kind === 'text' ? '' : classes.code }}
      value={row.text}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
