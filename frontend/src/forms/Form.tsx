/** A form to fill in or to read, drawn from its form-js schema. */
import { Skeleton, Stack } from '@mantine/core';
import { lazy, type Ref, Suspense } from 'react';
import type { FieldError } from '~/api/problem';
import type { FormSchema, Variables } from '~/api/types';

export interface FormProps {
  /** Another schema object draws another form; keep it stable while somebody writes. */
  schema: FormSchema;
  /** What the fields show at first. */
  data: Variables;
  readOnly?: boolean;
  /** What the server did not accept, shown at the fields. */
  errors?: readonly FieldError[];
  onChange?(data: Variables): void;
  /** Only called with answers that the form's own rules accept. */
  onSubmit?(variables: Variables): void;
}

/** There is one once the form is drawn: what nobody has seen yet cannot be submitted. */
export interface FormHandle {
  submit(): void;
}

const FormCanvas = lazy(() => import('./FormCanvas'));

export function Form(props: FormProps & { ref?: Ref<FormHandle> }) {
  return (
    <Suspense fallback={<FormSkeleton />}>
      <FormCanvas {...props} />
    </Suspense>
  );
}

export function FormSkeleton() {
  return (
    <Stack gap="lg" role="status" aria-busy="true" aria-label="The form is loading">
      {['40%', '55%', '30%'].map((width) => (
        <div key={width}>
          <Skeleton height={10} width={width} mb={8} />
          <Skeleton height={34} />
        </div>
      ))}
    </Stack>
  );
}
