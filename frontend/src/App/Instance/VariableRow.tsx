import { ActionIcon, Button, Group, Text, Textarea } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useSetVariables } from '~/api/processInstances';
import type { Variable } from '~/api/types';
import { exactMoment } from '~/time/inWords';
import classes from './VariablesTab.module.css';
import { kindOfValue, parseValue, textOf } from './variableText';

interface Props {
  instanceKey: string;
  variable: Variable;
  mayEdit: boolean;
}

export function VariableRow({ instanceKey, variable, mayEdit }: Props) {
  const [editing, setEditing] = useState(false);
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span className={classes.name} title={`Changed ${exactMoment(variable.updated_at)}`}>
          {variable.name}
        </span>
        <span className={classes.kind}>{kindOfValue(variable.value)}</span>
        {mayEdit && !editing && (
          <ActionIcon
            size="sm"
            aria-label={`Edit ${variable.name}`}
            className={classes.edit}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={14} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
      {editing ? (
        <VariableEditor instanceKey={instanceKey} variable={variable} onDone={() => setEditing(false)} />
      ) : (
        // A long value scrolls, and the keyboard has to reach what scrolls.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <pre className={classes.value} data-kind={typeof variable.value} tabIndex={0}>
          {textOf(variable.value)}
        </pre>
      )}
    </div>
  );
}

function VariableEditor({ instanceKey, variable, onDone }: Omit<Props, 'mayEdit'> & { onDone: () => void }) {
  const [text, setText] = useState(() => textOf(variable.value));
  const [problem, setProblem] = useState<string | null>(null);
  const set = useSetVariables(instanceKey);
  const save = () => {
    const parsed = parseValue(text, typeof variable.value === 'string');
    if (!parsed.ok) return setProblem(parsed.problem);
    set.mutate(
      { variables: { [variable.name]: parsed.value }, scope_key: variable.scope_key },
      { onSuccess: onDone },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        autosize
        autoFocus
        maxRows={14}
        size="xs"
        aria-label={`New value of ${variable.name}`}
        classNames={{ input: classes.input }}
        value={text}
        error={problem ?? set.error?.message}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
          if (event.key === 'Escape') onDone();
        }}
      />
      <Group gap={6} mt={6} justify="flex-end">
        <Text fz="xs" c="var(--mw-ink-3)" mr="auto">
          Written to the journal
        </Text>
        <Button variant="default" size="compact-xs" onClick={onDone}>
          Discard
        </Button>
        <Button type="submit" size="compact-xs" loading={set.isPending}>
          Save
        </Button>
      </Group>
    </form>
  );
}
