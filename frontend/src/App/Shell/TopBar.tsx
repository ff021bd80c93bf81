import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { LiveMark } from './LiveMark';
import { Mentions } from './Mentions';
import { ThemeSwitch } from './ThemeSwitch';
import classes from './TopBar.module.css';
import { UserMenu } from './UserMenu';
import { Wordmark } from './Wordmark';

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  return (
    <header className={classes.bar}>
      <span className={classes.mark}>
        <Wordmark small />
      </span>
      <button type="button" className={classes.search} onClick={onSearch} aria-keyshortcuts="/">
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span>Search by key, business key or name</span>
        <Kbd size="xs">/</Kbd>
      </button>
      <div className={classes.right}>
        <Mentions />
        <LiveMark />
        <Tooltip label="Keyboard map (?)">
          <ActionIcon onClick={onHelp} aria-label="Keyboard map" visibleFrom="sm">
            <IconKeyboard size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <ThemeSwitch />
        <UserMenu />
      </div>
    </header>
  );
}
