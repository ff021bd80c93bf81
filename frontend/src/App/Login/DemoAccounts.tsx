/** The people of the demo. One click takes their place. */
import { UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { useLogin } from '~/api/session';
import type { DemoAccount, Role } from '~/api/types';
import classes from './DemoAccounts.module.css';

const ROLE_IN_WORDS: Record<Role, string> = {
  business_user: 'Business user',
  operator: 'Operator',
  admin: 'Admin',
};

interface Props {
  accounts: readonly DemoAccount[];
  login: ReturnType<typeof useLogin>;
}

export function DemoAccounts({ accounts, login }: Props) {
  return (
    <section className={classes.section} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className={classes.heading}>
        This is a demo: come in as
      </h2>
      <ul className={classes.cards}>
        {accounts.map(({ username, password, role, about }) => (
          <li key={username}>
            <UnstyledButton
              className={classes.card}
              data-role={role}
              disabled={login.isPending}
              onClick={() => login.mutate({ username, password })}
            >
              <span className={classes.initial} aria-hidden="true">
                {username.charAt(0).toUpperCase()}
              </span>
              <span className={classes.text}>
                <span className={classes.name}>
                  {username} <span className={classes.role}>{ROLE_IN_WORDS[role]}</span>
                </span>
                <span className={classes.about}>{about}</span>
              </span>
              <IconArrowRight size={15} className={classes.arrow} aria-hidden="true" />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
