/** What people say about the task, the latest at the bottom, and the field to say something. */
import { Avatar } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useComments, useSeeMentions } from '~/api/comments';
import { rowsOf } from '~/api/pages';
import { useUser } from '~/api/session';
import type { Comment, UserTask } from '~/api/types';
import { Earlier } from '~/panels/Earlier';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { Moment } from '~/time/Age';
import { CommentField } from './CommentField';
import { piecesOf } from './mentions';
import classes from './TaskConversation.module.css';

interface Props {
  task: UserTask;
  /** What is being written: kept while another side of the task is looked at. */
  text: string;
  onText: (text: string) => void;
}

export function TaskConversation({ task, text, onText }: Props) {
  const query = useComments(task.key);
  const comments = rowsOf(query.data?.pages).reverse();
  useSeenMentions(task, query.isSuccess);
  const end = useRef<HTMLDivElement>(null);
  const latest = comments.at(-1)?.key;
  useEffect(() => {
    if (latest) end.current?.scrollIntoView({ block: 'end' });
  }, [latest]);
  return (
    <div className={classes.page}>
      {query.isPending && <LoadingRows label="Loading the conversation" />}
      {query.error && !query.data && (
        <Failure title="The conversation cannot be loaded" error={query.error} onRetry={query.refetch} />
      )}
      {query.data && comments.length === 0 && (
        <Empty title="Nobody has said anything yet" icon={<IconMessages size={20} stroke={1.6} />}>
          Ask or tell something about this task. Whoever may see it can read it.
        </Empty>
      )}
      <Earlier query={query} />
      <ol className={classes.list} aria-label="Comments">
        {comments.map((comment) => (
          <Said key={comment.key} comment={comment} />
        ))}
      </ol>
      <div ref={end} className={classes.end} />
      <CommentField task={task} text={text} onText={onText} />
    </div>
  );
}

/** What is on the screen has been seen, and so has what comes in meanwhile. */
function useSeenMentions(task: UserTask, shown: boolean): void {
  const { mutate, isPending } = useSeeMentions(task.key);
  useEffect(() => {
    if (shown && task.mentioned && !isPending) mutate();
  }, [shown, task.mentioned, isPending, mutate]);
}

function Said({ comment }: { comment: Comment }) {
  const me = useUser()?.username;
  return (
    <li className={classes.comment}>
      <Avatar
        size={26}
        fz={10}
        aria-hidden
        name={comment.author}
        color={comment.author === me ? 'person' : 'over'}
      />
      <div className={classes.said}>
        <p className={classes.author}>
          <strong>{comment.author === me ? 'You' : comment.author}</strong> <Moment at={comment.at} />
        </p>
        <p className={classes.text}>
          {piecesOf(comment.text, comment.mentions).map(({ text, mention }, at) =>
            mention ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a comment never changes
              <span key={at} className={classes.mention} data-me={text === `@${me}` || undefined}>
                {text}
              </span>
            ) : (
              text
            ),
          )}
        </p>
      </div>
    </li>
  );
}
