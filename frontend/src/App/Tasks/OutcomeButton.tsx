/** Completes the task with one of its outcomes; the number keys choose among them. */
import { Button, Kbd } from '@mantine/core';
import { useShortcut } from '~/App/Shell/shortcuts';
import type { Outcome } from '~/api/types';

interface Props {
  outcome: Outcome;
  shortcut: string;
  isFirst: boolean;
  isChosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}

export function OutcomeButton({ outcome, shortcut, isFirst, isChosen, disabled, onChoose }: Props) {
  const hasKey = shortcut.length === 1;
  useShortcut(shortcut, `Complete: ${outcome.label}`, 'Task', onChoose, hasKey && !disabled);
  return (
    <Button
      size="sm"
      {...(isFirst ? { color: 'person.6' } : { variant: 'default' })}
      disabled={disabled && !isChosen}
      loading={isChosen}
      onClick={onChoose}
      rightSection={hasKey && <Kbd size="xs">{shortcut}</Kbd>}
    >
      {outcome.label}
    </Button>
  );
}
