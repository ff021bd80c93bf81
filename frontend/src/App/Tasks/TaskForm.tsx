/** The form of a task: filled in by whoever has it, readable for the others. */
import { Button, Kbd } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useRef, useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import { ApiProblem, type FieldError } from '~/api/problem';
import { useUser } from '~/api/session';
import type { UserTask, UserTaskForm, Variables } from '~/api/types';
import { useCompleteUserTask, useResolveUserTask, useUserTaskForm } from '~/api/userTasks';
import { Form, type FormHandle, FormSkeleton } from '~/forms/Form';
import { mergeDraft } from '~/forms/mergeDraft';
import { componentsOf, submitLabel } from '~/forms/schema';
import { Failure } from '~/panels/Failure';
import { DraftMark } from './DraftMark';
import { OutcomeButton } from './OutcomeButton';
import classes from './TaskForm.module.css';
import { useDraft } from './useDraft';

interface Props {
  task: UserTask;
  onCompleted: (nextTaskKey: string | null) => void;
}

export function TaskForm(props: Props) {
  // Whoever gets the task back gets what the other one has filled in.
  const round = delegationOf(props.task);
  const form = useUserTaskForm(props.task.key, round);
  if (form.isPending) {
    return (
      <div className={classes.fields}>
        <FormSkeleton />
      </div>
    );
  }
  if (!form.data)
    return <Failure title="The form cannot be loaded" error={form.error} onRetry={form.refetch} />;
  return <FilledForm key={round} {...props} form={form.data} />;
}

function delegationOf({ delegation, owner, assignee }: UserTask): string {
  return delegation === null ? '' : `${delegation} ${owner} ${assignee}`;
}

function FilledForm({ task, form, onCompleted }: Props & { form: UserTaskForm }) {
  const [handle, setHandle] = useState<FormHandle | null>(null);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const completing = useCompleteUserTask(task.key);
  const { draft, state } = useDraft(task.key);
  const data = useMemo(() => mergeDraft(form.data, form.draft), [form]);
  const mayComplete = task.can.complete;
  const me = useUser()?.username;
  /** Done for its owner, who completes it. */
  const mayResolve = task.can.resolve && task.assignee === me;
  const resolving = useResolveUserTask(task.key);

  /** Which button was pressed; the form checks its answers first and then calls back. */
  const outcome = useRef<string | undefined>(undefined);
  const complete = (variables: Variables) => {
    setErrors([]);
    draft.drop();
    completing.mutate(
      { variables, outcome: outcome.current },
      {
        onSuccess: ({ next_task_key }) => {
          notifications.show({ color: 'person.6', message: `Completed: ${task.name}`, autoClose: 2500 });
          onCompleted(next_task_key);
        },
        onError: (problem) => {
          const isOver = problem instanceof ApiProblem && problem.isConflict;
          if (!isOver) draft.write(variables);
          if (problem instanceof ApiProblem && problem.errors.length > 0) setErrors(problem.errors);
          else {
            notifications.show({
              color: 'broken.6',
              title: `“${task.name}” is not completed`,
              message: problem.message,
            });
          }
        },
      },
    );
  };
  const resolve = async () => {
    await draft.flush();
    if (draft.state.phase === 'failed') return; // says so itself; nothing may be lost on the way
    resolving.mutate(undefined, {
      onSuccess: () => {
        notifications.show({ color: 'person.6', message: `Back with ${task.owner}: ${task.name}` });
        onCompleted(null);
      },
      onError: (problem) =>
        notifications.show({
          color: 'broken.6',
          title: `“${task.name}” is not resolved`,
          message: problem.message,
        }),
    });
  };
  const submit = (chosen?: string) => {
    if (mayResolve) return void resolve();
    outcome.current = chosen;
    handle?.submit();
  };
  const canSubmit = (mayComplete || mayResolve) && handle !== null;
  const isBusy = completing.isPending || resolving.isPending;
  /** Then no single button completes the task. */
  const hasOutcomes = !mayResolve && form.outcomes.length > 0;
  useShortcut(
    'e',
    mayResolve ? 'Resolve the task' : 'Complete the task',
    'Task',
    () => submit(),
    canSubmit && !hasOutcomes,
  );
  useShortcut(
    'mod+Enter',
    'Complete the task while writing',
    'Task',
    () => submit(),
    canSubmit && !hasOutcomes,
  );

  return (
    <div className={classes.page}>
      <div className={classes.fields}>
        {form.generated && (
          <p className={classes.hint}>
            The diagram names no form for this task; this one is made from its data.
          </p>
        )}
        {componentsOf(form.form).length === 0 && (
          <p className={classes.hint}>There is nothing to fill in. Complete the task when it is done.</p>
        )}
        <Form
          ref={setHandle}
          schema={form.form}
          data={data}
          readOnly={!mayComplete && !mayResolve}
          errors={errors}
          onChange={(written) => draft.write(written)}
          onSubmit={complete}
        />
      </div>
      {mayComplete || mayResolve ? (
        <footer className={classes.footer}>
          {hasOutcomes ? (
            form.outcomes.map((each, at) => (
              <OutcomeButton
                key={each.value}
                outcome={each}
                shortcut={String(at + 1)}
                isFirst={at === 0}
                isChosen={outcome.current === each.value && isBusy}
                disabled={!canSubmit || isBusy}
                onChoose={() => submit(each.value)}
              />
            ))
          ) : (
            <Button
              size="sm"
              color="person.6"
              disabled={handle === null}
              loading={isBusy}
              onClick={() => submit()}
              rightSection={<Kbd size="xs">e</Kbd>}
            >
              {mayResolve ? 'Resolve' : (submitLabel(form.form) ?? 'Complete')}
            </Button>
          )}
          {mayResolve && <span>{task.owner} gets it back with what you have filled in.</span>}
          <DraftMark state={state} />
        </footer>
      ) : (
        <FootNote task={task} />
      )}
    </div>
  );
}

/** Why the form cannot be sent, if there is something to say. */
function FootNote({ task }: { task: UserTask }) {
  if (task.is_suspended && task.state === 'CREATED')
    return (
      <footer className={classes.footer}>
        The process instance is suspended. The task can be done once somebody resumes it.
      </footer>
    );
  if (task.delegation === 'PENDING' && task.state === 'CREATED')
    return (
      <footer className={classes.footer}>
        {task.assignee} fills in the form for {task.owner}, who completes the task.
      </footer>
    );
  return task.can.claim && <footer className={classes.footer}>Claim the task to fill in its form.</footer>;
}
