/** The door: a name and a password, or, with the demo on, one click. */
import { useDocumentTitle } from '@mantine/hooks';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Wordmark } from '~/App/Shell/Wordmark';
import { useLogin, useSession } from '~/api/session';
import { Failure } from '~/panels/Failure';
import { DemoAccounts } from './DemoAccounts';
import classes from './Login.module.css';
import { LoginForm } from './LoginForm';
import { LoginPicture } from './LoginPicture';

export function Login() {
  const session = useSession();
  const login = useLogin();
  const { next } = useSearch({ from: '/login' });
  useDocumentTitle('Log in · Meanwhile');
  if (session.data?.authenticated) return <GoOn to={next ?? '/'} />;
  const accounts = session.data?.demo_accounts ?? [];
  return (
    <div className={classes.page}>
      <main className={classes.door}>
        <div className={classes.column}>
          <Wordmark />
          {session.error ? (
            <Failure
              title="Meanwhile cannot be reached"
              error={session.error}
              onRetry={() => session.refetch()}
            />
          ) : (
            <>
              <h1 className={classes.title}>Log in</h1>
              <LoginForm login={login} />
              {accounts.length > 0 && <DemoAccounts accounts={accounts} login={login} />}
            </>
          )}
        </div>
      </main>
      <aside className={classes.side} aria-hidden="true">
        <LoginPicture />
        <p className={classes.words}>Work that waits is in good hands.</p>
      </aside>
    </div>
  );
}

/** Back to the address that asked for the login, whatever it holds: a path with its search is not one of the typed routes. */
function GoOn({ to }: { to: string }) {
  const { history } = useRouter();
  useEffect(() => history.replace(to), [history, to]);
  return null;
}
