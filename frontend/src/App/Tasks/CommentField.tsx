/** Writes a comment; with @ it offers the people who may see the task. */
import { Avatar, Button, Combobox, Textarea, useCombobox, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import { useMentionable, useSayComment } from '~/api/comments';
import { useUser } from '~/api/session';
import type { UserTask } from '~/api/types';
import { finishName, nameBeingWritten } from './mentions';
import person from './PersonPicker.module.css';
import classes from './TaskConversation.module.css';

/** As the server counts. */
const LONGEST = 5_000;

interface Props {
  task: UserTask;
  text: string;
  onText: (text: string) => void;
}

export function CommentField({ task, text, onText }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [search] = useDebouncedValue(name ?? '', 120);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const saying = useSayComment(task.key);
  useShortcut('m', 'Say something about the task', 'Task', () => field.current?.focus());
  const me = useUser()?.username;
  const found = useMentionable(task.key, search, name !== null).data?.items ?? [];
  // What was found for the letters before is offered only as far as it fits: Enter must not take somebody else.
  const people = found.filter(
    (person) =>
      person.username !== me &&
      `${person.username} ${person.full_name}`.toLowerCase().includes((name ?? '').toLowerCase()),
  );
  const isOffering = name !== null && people.length > 0;
  const first = isOffering ? people[0]?.username : undefined;
  // Once it is drawn, so that Enter takes it.
  useEffect(() => {
    if (first !== undefined) combobox.selectFirstOption();
  }, [first, combobox.selectFirstOption]);

  /** After each change and each step of the caret. */
  const look = (area: HTMLTextAreaElement) => {
    const written = nameBeingWritten(area.value, area.selectionStart);
    setName(written);
    if (written === null) combobox.closeDropdown();
    else combobox.openDropdown();
  };
  const choose = (username: string) => {
    const area = field.current;
    if (!area) return;
    const finished = finishName(text, area.selectionStart, username);
    onText(finished.text);
    setName(null);
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(finished.caret, finished.caret);
    });
  };
  const mayPost = text.trim() !== '' && text.length <= LONGEST && !saying.isPending;
  const post = () => {
    if (mayPost) saying.mutate(text, { onSuccess: () => onText('') });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      post();
    }
    if (event.key === 'Escape' && isOffering) {
      event.stopPropagation();
      setName(null);
      combobox.closeDropdown();
    }
  };
  return (
    <form
      className={classes.field}
      onSubmit={(event) => {
        event.preventDefault();
        post();
      }}
    >
      <Combobox store={combobox} onOptionSubmit={choose} width={260} position="top-start" withinPortal>
        <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={isOffering}>
          <Textarea
            ref={field}
            className={classes.area}
            autosize
            minRows={1}
            maxRows={8}
            value={text}
            onChange={(event) => {
              onText(event.currentTarget.value);
              look(event.currentTarget);
            }}
            onClick={(event) => look(event.currentTarget)}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={onKeyDown}
            placeholder="Say something; @ mentions a person"
            aria-label="Your comment"
            error={
              text.length > LONGEST
                ? `${text.length - LONGEST} characters too many`
                : (saying.error?.message ?? undefined)
            }
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isOffering}>
          <Combobox.Options aria-label="People to mention">
            {people.map(({ username, full_name }) => (
              <Combobox.Option key={username} value={username} className={person.person}>
                <Avatar size={22} fz={9} name={full_name} color="over" aria-hidden />
                <span>
                  {full_name} {full_name !== username && <span className={person.username}>{username}</span>}
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <VisuallyHidden role="status">
        {isOffering ? `${people.length} people to mention; arrow keys choose, Enter takes one` : ''}
      </VisuallyHidden>
      <Button type="submit" color="person.6" disabled={!mayPost} loading={saying.isPending}>
        Send
      </Button>
    </form>
  );
}
