/** Which drawing of the file is seen, and what of it is not the file's own. */
import { NativeSelect, Tooltip } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import type { Opened } from './BpmnViewer';
import classes from './DrawingChoice.module.css';

const LAID_OUT = {
  all: ['Laid out by Meanwhile', 'The file does not say where its elements are drawn.'],
  parts: ['Partly laid out by Meanwhile', 'The file does not say where some of its elements are drawn.'],
} as const;

interface Props {
  opened: Opened;
  onTurn: (drawing: string) => void;
}

export function DrawingChoice({ opened: { drawings, drawing }, onTurn }: Props) {
  const seen = drawings.find((each) => each.id === drawing);
  const [note, why] = seen?.laidOut ? LAID_OUT[seen.laidOut] : [null, null];
  if (drawings.length < 2 && note === null) return null;
  return (
    <div className={classes.choice}>
      {drawings.length > 1 && (
        <NativeSelect
          aria-label="Drawing"
          size="xs"
          value={drawing ?? ''}
          onChange={(event) => onTurn(event.currentTarget.value)}
          data={drawings.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {note !== null && (
        <Tooltip label={why} position="top-start">
          <span className={classes.note}>
            <IconWand size={13} stroke={1.6} aria-hidden="true" /> {note}
          </span>
        </Tooltip>
      )}
    </div>
  );
}
