import { useState } from 'react';
import type { FieldError } from '~/api/problem';
import type { FormSchema, Variables } from '~/api/types';
import { Form, type FormHandle } from '~/forms/Form';
import { submitLabel } from '~/forms/schema';
import { StartFooter, useBusinessKey } from './StartFooter';
import classes from './StartProcess.module.css';

interface Props {
  schema: FormSchema;
  errors: readonly FieldError[];
  busy: boolean;
  failure: string | null;
  onStart: (variables: Variables, businessKey: string) => void;
}

const NO_DATA: Variables = {};

/** The start form that the diagram names. */
export function StartForm({ schema, errors, busy, failure, onStart }: Props) {
  const [form, setForm] = useState<FormHandle | null>(null);
  const businessKey = useBusinessKey();
  return (
    <>
      <div className={classes.fields}>
        <Form
          ref={setForm}
          schema={schema}
          data={NO_DATA}
          errors={errors}
          onSubmit={(variables) => onStart(variables, businessKey.value)}
        />
      </div>
      <StartFooter
        label={submitLabel(schema) ?? 'Start'}
        businessKey={businessKey}
        busy={busy}
        failure={failure}
        ready={form !== null}
        onSubmit={() => form?.submit()}
      />
    </>
  );
}
