import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { useLogin } from '~/api/session';
import classes from './Login.module.css';

export function LoginForm({ login }: { login: ReturnType<typeof useLogin> }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const written = new FormData(event.currentTarget);
    login.mutate({ username: String(written.get('username')), password: String(written.get('password')) });
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        name="username"
        label="User name"
        size="sm"
        required
        withAsterisk={false}
        autoComplete="username"
        autoCapitalize="none"
        autoFocus
      />
      <PasswordInput
        name="password"
        label="Password"
        size="sm"
        required
        withAsterisk={false}
        autoComplete="current-password"
      />
      {login.error && (
        <Alert color="broken" p="xs" role="alert">
          {login.error.message}
        </Alert>
      )}
      <Button type="submit" size="sm" fullWidth loading={login.isPending}>
        Log in
      </Button>
    </form>
  );
}
