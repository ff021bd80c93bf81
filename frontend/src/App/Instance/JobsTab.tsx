/** What the instance has handed out and waits for: jobs, timers, messages. */
import { useJobs, useMessageSubscriptions, useTimers } from '~/api/processInstances';
import type { Job, Timer } from '~/api/types';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { type Meaning, StatePill } from '~/panels/StatePill';
import { Moment } from '~/time/Age';
import { duration } from '~/time/inWords';
import { useNow } from '~/time/useNow';
import classes from './parts.module.css';

export function JobsTab({ instanceKey }: { instanceKey: string }) {
  const jobs = useJobs(instanceKey);
  const timers = useTimers(instanceKey);
  const messages = useMessageSubscriptions(instanceKey);
  const error = jobs.error ?? timers.error ?? messages.error;
  const retry = () => void Promise.all([jobs.refetch(), timers.refetch(), messages.refetch()]);
  if (jobs.isPending || timers.isPending || messages.isPending) {
    return <LoadingRows rows={4} label="Loading jobs and timers" />;
  }
  if (error) return <Failure title="Jobs and timers cannot be loaded" error={error} onRetry={retry} />;
  const jobRows = jobs.data?.items ?? [];
  const timerRows = timers.data?.items ?? [];
  const messageRows = messages.data?.items ?? [];
  if (jobRows.length + timerRows.length + messageRows.length === 0) {
    return <Empty title="No jobs, timers or messages">It waits for none of them.</Empty>;
  }
  return (
    <>
      {timerRows.length > 0 && <h3 className={classes.section}>Timers</h3>}
      <ul className={classes.list}>
        {timerRows.map((timer) => (
          <TimerItem key={timer.key} timer={timer} />
        ))}
      </ul>
      {messageRows.length > 0 && <h3 className={classes.section}>Messages awaited</h3>}
      <ul className={classes.list}>
        {messageRows.map((message) => (
          <li key={message.key} className={classes.item}>
            <strong>{message.message_name}</strong>
            <p className={classes.quiet}>
              correlation key <span className="mw-key">{message.correlation_key}</span> · at{' '}
              {message.element_name ?? message.element_id}
            </p>
          </li>
        ))}
      </ul>
      {jobRows.length > 0 && <h3 className={classes.section}>Jobs</h3>}
      <ul className={classes.list}>
        {jobRows.map((job) => (
          <JobItem key={job.key} job={job} />
        ))}
      </ul>
    </>
  );
}

function TimerItem({ timer }: { timer: Timer }) {
  const now = useNow(1_000);
  const left = Date.parse(timer.due_at) - now;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <strong>{timer.element_name ?? timer.element_id}</strong>
        <span className={classes.when}>
          <Moment at={timer.due_at} />
        </span>
      </div>
      <p className={classes.quiet}>{left > 0 ? `due in ${duration(left)}` : 'due now'}</p>
    </li>
  );
}

const MEANING_OF_JOB: Record<string, Meaning> = { ACTIVATED: 'runs', BACKING_OFF: 'waits', FAILED: 'broken' };
const JOB_STATE_IN_WORDS: Record<string, string> = {
  CREATED: 'free',
  ACTIVATED: 'with a worker',
  BACKING_OFF: 'to be tried again',
  FAILED: 'out of retries',
};

function JobItem({ job }: { job: Job }) {
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <strong className="mw-key">{job.type}</strong>
        <StatePill meaning={MEANING_OF_JOB[job.state] ?? 'over'}>
          {JOB_STATE_IN_WORDS[job.state] ?? job.state}
        </StatePill>
        <span className={classes.when}>
          <Moment at={job.created_at} />
        </span>
      </div>
      <p className={classes.quiet}>
        {job.element_id} · {job.retries} {job.retries === 1 ? 'retry' : 'retries'} left
        {job.worker && ` · ${job.worker}`}
        {job.available_at && job.state === 'BACKING_OFF' && (
          <>
            {' '}
            · next try <Moment at={job.available_at} />
          </>
        )}
      </p>
      {job.error_message && <p className={classes.text}>{job.error_message}</p>}
    </li>
  );
}
