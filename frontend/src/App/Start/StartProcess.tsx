/** Starting one process: what it is about, its form or its variables, and then where it stands. */
import { useState } from 'react';
import { ApiProblem, type FieldError } from '~/api/problem';
import { useProcessDefinition } from '~/api/processDefinitions';
import { useStartProcessInstance } from '~/api/processInstances';
import type { ProcessDefinition, ProcessInstance, Variables } from '~/api/types';
import { FormSkeleton } from '~/forms/Form';
import { Failure } from '~/panels/Failure';
import { Started } from './Started';
import { StartForm } from './StartForm';
import classes from './StartProcess.module.css';
import { StartVariables } from './StartVariables';

interface Props {
  definition: ProcessDefinition;
  onClose: () => void;
}

export function StartProcess({ definition, onClose }: Props) {
  const detail = useProcessDefinition(definition.key);
  const starting = useStartProcessInstance();
  const [started, setStarted] = useState<ProcessInstance | null>(null);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  if (started) return <Started instance={started} onAgain={() => setStarted(null)} onClose={onClose} />;

  const start = (variables: Variables, businessKey: string) => {
    setErrors([]);
    starting.mutate(
      {
        process_definition_key: definition.key,
        variables,
        ...(businessKey !== '' && { business_key: businessKey }),
      },
      {
        onSuccess: setStarted,
        onError: (problem) => problem instanceof ApiProblem && setErrors(problem.errors),
      },
    );
  };
  const failure = errors.length === 0 ? (starting.error?.message ?? null) : null;
  const common = { busy: starting.isPending, failure, onStart: start };
  return (
    <div className={classes.page}>
      {detail.data?.documentation && <p className={classes.about}>{detail.data.documentation}</p>}
      {detail.isPending && (
        <div className={classes.fields}>
          <FormSkeleton />
        </div>
      )}
      {detail.error && (
        <Failure title="The start form cannot be loaded" error={detail.error} onRetry={detail.refetch} />
      )}
      {detail.data &&
        (detail.data.start_form ? (
          <StartForm schema={detail.data.start_form} errors={errors} {...common} />
        ) : (
          <StartVariables {...common} />
        ))}
    </div>
  );
}
