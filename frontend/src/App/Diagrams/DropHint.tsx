import { IconFileUpload } from '@tabler/icons-react';
import classes from './DropHint.module.css';

/** Where files can be dropped: a quiet line, or the whole page while they are held over it. */
export function DropHint({ over }: { over?: boolean }) {
  return (
    <div className={classes.hint} data-over={over || undefined}>
      <IconFileUpload size={over ? 30 : 18} stroke={1.5} aria-hidden="true" />
      <span>
        {over ? 'Drop to check them' : 'Drop BPMN diagrams, decisions and forms anywhere here.'}
        {!over && (
          <span className={classes.more}> They are checked first; nothing is deployed without you.</span>
        )}
      </span>
    </div>
  );
}
