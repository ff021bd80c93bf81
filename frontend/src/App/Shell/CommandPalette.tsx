/** One field for everything: find an instance, a process or a task, or do what the keyboard can do. */
import { Loader, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconChecklist,
  IconCommand,
  IconRoute,
  IconSearch,
  IconSitemap,
  type TablerIcon,
} from '@tabler/icons-react';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useSearch } from '~/api/search';
import { useUser } from '~/api/session';
import type { SearchHit } from '~/api/types';
import classes from './CommandPalette.module.css';
import { placesFor } from './places';

interface Choice {
  id: string;
  title: string;
  subtitle: string;
  icon: TablerIcon;
  choose: () => void;
}

const HIT_ICONS: Record<SearchHit['kind'], TablerIcon> = {
  process_instance: IconRoute,
  process_definition: IconSitemap,
  user_task: IconChecklist,
};

export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="14vh"
      size={580}
      padding={0}
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
    >
      <Palette onClose={onClose} />
    </Modal>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 120);
  const [at, setAt] = useState(0);
  const commands = useCommands(text);
  const hits = useHits(asked);
  const choices = text.trim() ? [...hits.choices, ...commands] : commands;
  const chosen = Math.min(at, choices.length - 1);

  useEffect(() => {
    document.getElementById(`choice-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    choice.choose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + choices.length) % Math.max(1, choices.length));
    }
    if (event.key === 'Enter') choose(choices[chosen]);
  };

  return (
    <>
      <div className={classes.field}>
        {hits.isLoading ? (
          <Loader size={16} color="gray" />
        ) : (
          <IconSearch size={17} stroke={1.7} aria-hidden />
        )}
        <input
          // The palette was asked for, to write in it.
          // biome-ignore lint/a11y/noAutofocus: see above
          autoFocus
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          placeholder="Key, business key, process or task…"
          role="combobox"
          aria-expanded
          aria-controls="choices"
          aria-activedescendant={choices.length > 0 ? `choice-${chosen}` : undefined}
          aria-label="Search"
        />
      </div>
      <div id="choices" role="listbox" aria-label="Results" className={classes.choices} tabIndex={-1}>
        {choices.map((choice, index) => (
          // Keys are pressed in the field above, which says which choice is active.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={choice.id}
            id={`choice-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={classes.choice}
            onClick={() => choose(choice)}
            onPointerMove={() => setAt(index)}
          >
            <choice.icon size={17} stroke={1.6} aria-hidden />
            <span className={classes.title}>{choice.title}</span>
            <span className={classes.subtitle}>{choice.subtitle}</span>
          </div>
        ))}
        {hits.error && <p className={classes.nothing}>The search failed: {hits.error.message}</p>}
        {choices.length === 0 && !hits.isLoading && !hits.error && (
          <p className={classes.nothing}>Nothing is called “{text.trim()}”.</p>
        )}
      </div>
    </>
  );
}

function useHits(text: string) {
  const { data, isFetching, error } = useSearch(text);
  const router = useRouter();
  const items = text.trim() ? (data?.items ?? []) : [];
  const choices = items.map(
    (hit): Choice => ({
      id: `${hit.kind}-${hit.key}`,
      title: hit.title,
      subtitle: hit.subtitle,
      icon: HIT_ICONS[hit.kind],
      choose: () => router.history.push(hit.url),
    }),
  );
  return { choices, isLoading: isFetching, error };
}

function useCommands(text: string): Choice[] {
  const navigate = useNavigate();
  const user = useUser();
  const wanted = text.trim().toLowerCase();
  return placesFor(user?.roles ?? [])
    .filter((place) => place.label.toLowerCase().includes(wanted))
    .map((place) => ({
      id: place.to,
      title: `Go to ${place.label}`,
      subtitle: place.keys,
      icon: IconCommand,
      choose: () => void navigate({ to: place.to }),
    }));
}
