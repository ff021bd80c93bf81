/** form-js in React's hands. Loaded on demand through `Form`, since form-js weighs as much as the rest of the first page. */
import { Alert } from '@mantine/core';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { FieldError } from '~/api/problem';
import type { Variables } from '~/api/types';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './forms.css';
import type { FormHandle, FormProps } from './Form';
import { FormViewer } from './FormViewer';

export default function FormCanvas({
  schema,
  data,
  readOnly = false,
  errors,
  onChange,
  onSubmit,
  ref,
}: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<FormViewer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [unplaced, setUnplaced] = useState<readonly FieldError[]>([]);
  // What people write lives in form-js; data given by a later render must not overwrite it.
  const dataAtFirst = useEffectEvent(() => data);
  const changed = useEffectEvent((created: FormViewer) => onChange?.(created.data));
  const submitted = useEffectEvent((variables: Variables) => onSubmit?.(variables));

  useEffect(() => {
    if (!place.current) return;
    const created = new FormViewer(place.current, {
      onChange: () => changed(created),
      onSubmit: (variables) => submitted(variables),
    });
    let gone = false;
    created.show(schema, dataAtFirst()).then(
      () => !gone && setViewer(created),
      (reason: unknown) => !gone && setFailure(reason instanceof Error ? reason.message : String(reason)),
    );
    return () => {
      gone = true;
      setViewer(null);
      created.destroy();
    };
  }, [schema]);

  useEffect(() => {
    if (viewer) viewer.readOnly = readOnly;
  }, [viewer, readOnly]);

  useEffect(() => {
    setUnplaced(viewer && errors?.length ? viewer.showErrors(errors) : []);
  }, [viewer, errors]);

  useImperativeHandle<FormHandle | null, FormHandle | null>(
    ref,
    () => viewer && { submit: () => viewer.submit() },
    [viewer],
  );

  if (failure) {
    return (
      <Alert color="broken" title="This form cannot be shown">
        {failure} An admin can repair the form and deploy it again.
      </Alert>
    );
  }
  return (
    <div className="mw-form" data-ready={viewer !== null} data-read-only={readOnly}>
      {unplaced.length > 0 && (
        <Alert color="broken" mb="sm" title="The form was not accepted">
          {unplaced.map(({ field, message }) => (
            <div key={`${field}: ${message}`}>{field ? `${field}: ${message}` : message}</div>
          ))}
        </Alert>
      )}
      <div ref={place} />
    </div>
  );
}

type Props = FormProps & { ref?: Ref<FormHandle> };
