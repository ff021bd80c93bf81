import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSetVariables } from '~/api/processInstances';
import classes from './VariablesTab.module.css';
import { parseJson } from './variableText';

export function NewVariable({ instanceKey, onDone }: { instanceKey: string; onDone: () => void }) {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const set = useSetVariables(instanceKey);
  const save = () => {
    const parsed = parseJson(text);
    if (!parsed.ok) return setProblem(parsed.problem);
    set.mutate({ variables: { [name.trim()]: parsed.value } }, { onSuccess: onDone });
  };
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        autoFocus
        aria-label="Name"
        placeholder="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        mt={6}
        autosize
        size="xs"
        aria-label="Value as JSON"
        placeholder='Value as JSON: "text", 42, true, {"a": 1}'
        classNames={{ input: classes.input }}
        value={text}
        error={problem ?? set.error?.message}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Group gap={6} mt={6} justify="flex-end">
        <Button variant="default" size="compact-xs" onClick={onDone}>
          Discard
        </Button>
        <Button type="submit" size="compact-xs" loading={set.isPending} disabled={name.trim() === ''}>
          Add
        </Button>
      </Group>
    </form>
  );
}
