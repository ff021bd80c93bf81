import { Alert, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './StartProcess.module.css';

export interface BusinessKey {
  value: string;
  change: (value: string) => void;
}

/** What people call this instance: an order number, a claim. It may be left out. */
export function useBusinessKey(): BusinessKey {
  const [written, setWritten] = useState('');
  return { value: written.trim(), change: setWritten };
}

interface Props {
  label: string;
  businessKey: BusinessKey;
  busy: boolean;
  /** Whether there is something to submit yet. */
  ready?: boolean;
  failure: string | null;
  /** Left out where the button submits a form around it. */
  onSubmit?: () => void;
}

export function StartFooter({ label, businessKey, busy, ready = true, failure, onSubmit }: Props) {
  return (
    <footer className={classes.footer}>
      {failure && (
        <Alert color="broken" p="xs" className={classes.failure} role="alert">
          {failure}
        </Alert>
      )}
      <TextInput
        className={classes.businessKey}
        onChange={(event) => businessKey.change(event.currentTarget.value)}
        placeholder="Business key, if it has one"
        aria-label="Business key (may be left out)"
        size="sm"
      />
      <Button
        size="sm"
        type={onSubmit ? 'button' : 'submit'}
        disabled={!ready}
        loading={busy}
        onClick={onSubmit}
      >
        {label}
      </Button>
    </footer>
  );
}
