/** The keys that work on this page, grouped. */

import { Kbd, Modal } from '@mantine/core';
import { groupedBy } from '~/groupedBy';
import classes from './HelpSheet.module.css';
import { type Shortcut, useShortcuts } from './shortcuts';

export function HelpSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = [...groupedBy(unique(useShortcuts()), (each) => each.group)];
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard map" size="lg">
      <div className={classes.groups}>
        {groups.map(([group, shortcuts]) => (
          <section key={group}>
            <h3 className={classes.group}>{group}</h3>
            <dl className={classes.list}>
              {shortcuts.map((each) => (
                <div key={each.keys} className={classes.row}>
                  <dt>{each.label}</dt>
                  <dd>
                    {each.keys.split(/[ +]/).map((key) => (
                      <Kbd key={key} size="xs">
                        {key === 'mod' ? commandKey() : key}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

/** Keys that two panels claim are listed once, as the one that wins. */
function unique(shortcuts: readonly Shortcut[]): Shortcut[] {
  return [...new Map(shortcuts.map((each) => [each.keys, each])).values()];
}

function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
