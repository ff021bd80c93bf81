/** Top left of the canvas: what the diagram shows, and its twin, a table. */
import { SegmentedControl } from '@mantine/core';
import classes from './LensSwitch.module.css';
import type { Lens } from './processSearch';

export type View = 'diagram' | 'table';

interface Props {
  lens: Lens;
  onLens: (lens: Lens) => void;
  view: View;
  onView: (view: View) => void;
}

export function LensSwitch({ lens, onLens, view, onView }: Props) {
  return (
    <div className={classes.switches} data-floats>
      <SegmentedControl
        size="xs"
        aria-label="Lens"
        value={lens}
        onChange={(value) => onLens(value as Lens)}
        data={[
          { value: 'now', label: 'Now' },
          { value: 'frequency', label: 'Frequency' },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label="View"
        value={view}
        onChange={(value) => onView(value as View)}
        data={[
          { value: 'diagram', label: 'Diagram' },
          { value: 'table', label: 'Table' },
        ]}
      />
    </div>
  );
}
