/** Files at the task: chosen or dropped, one after the other; each that is not accepted says why. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconFile, IconPaperclip, IconX } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import {
  attachmentAddress,
  useAttach,
  useAttachmentRules,
  useAttachments,
  useDetach,
} from '~/api/attachments';
import { rowsOf } from '~/api/pages';
import { useUser } from '~/api/session';
import type { Attachment, UserTask } from '~/api/types';
import { Earlier } from '~/panels/Earlier';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Moment } from '~/time/Age';
import { sizeInWords } from './sizeInWords';
import classes from './TaskFiles.module.css';

export function TaskFiles({ task }: { task: UserTask }) {
  const query = useAttachments(task.key);
  const files = rowsOf(query.data?.pages);
  const { send, isSending, refusals } = useSending(task);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (task.can.attach) void send([...event.dataTransfer.files]);
  };
  return (
    <div
      className={classes.page}
      data-over={(isOver && task.can.attach) || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      role="group"
      aria-label="Files of the task"
    >
      {task.can.attach && <Chooser isSending={isSending} onChoose={send} />}
      {refusals.map((message) => (
        <p key={message} role="alert" className={classes.refusal}>
          {message}
        </p>
      ))}
      {query.isPending && <LoadingRows label="Loading the files" />}
      {query.error && !query.data && (
        <Failure title="The files cannot be listed" error={query.error} onRetry={query.refetch} />
      )}
      {query.data && files.length === 0 && (
        <Empty title="There is no file yet" icon={<IconPaperclip size={20} stroke={1.6} />}>
          {task.can.attach
            ? 'Choose files, or drop them here. Whoever may see the task can save them.'
            : 'Nobody has attached anything to this task.'}
        </Empty>
      )}
      {files.length > 0 && (
        <ul className={classes.list} aria-label="Files">
          {files.map((file) => (
            <File key={file.key} task={task} file={file} />
          ))}
        </ul>
      )}
      <Earlier query={query} />
    </div>
  );
}

function useSending(task: UserTask) {
  const attaching = useAttach(task.key);
  const [isSending, setSending] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const send = async (files: readonly File[]) => {
    setSending(true);
    setRefusals([]);
    const refused: string[] = [];
    for (const file of files) {
      await attaching
        .mutateAsync(file)
        .catch((problem: Error) => refused.push(withoutField(problem.message) || file.name));
    }
    setRefusals([...new Set(refused)]);
    setSending(false);
  };
  return { send, isSending, refusals };
}

/** There is only one field; it need not be named. */
function withoutField(message: string): string {
  return message.replace(/^file: /, '');
}

function Chooser({
  isSending,
  onChoose,
}: {
  isSending: boolean;
  onChoose: (files: readonly File[]) => Promise<void>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const rules = useAttachmentRules().data;
  return (
    <div className={classes.chooser}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        accept={rules?.endings.map((ending) => `.${ending}`).join(',')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void onChoose(files);
        }}
      />
      <Button
        variant="default"
        leftSection={<IconPaperclip size={15} />}
        loading={isSending}
        onClick={() => input.current?.click()}
      >
        Attach files
      </Button>
      {rules && (
        <span className={classes.rules}>
          up to {rules.megabytes} MB each: {rules.endings.join(', ')}
        </span>
      )}
    </div>
  );
}

function File({ task, file }: { task: UserTask; file: Attachment }) {
  const me = useUser()?.username;
  const detaching = useDetach(task.key);
  const mayRemove = task.can.attach && (file.added_by === me || task.can.assign);
  return (
    <li className={classes.file}>
      <IconFile size={18} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <a href={attachmentAddress(task.key, file.key)} download={file.name}>
          {file.name}
        </a>
        <span className={classes.about}>
          {sizeInWords(file.size)} · {file.added_by === me ? 'you' : file.added_by} · <Moment at={file.at} />
        </span>
        {detaching.error && <span className={classes.refusal}>{detaching.error.message}</span>}
      </div>
      {mayRemove && (
        <Tooltip label="Remove">
          <ActionIcon
            size={28}
            loading={detaching.isPending}
            aria-label={`Remove ${file.name}`}
            onClick={() => detaching.mutate(file.key)}
          >
            <IconX size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
