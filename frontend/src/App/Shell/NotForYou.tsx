/** A page of others: nothing is broken, and nothing has to be tried again. */
import { IconLock } from '@tabler/icons-react';
import { Empty } from '~/panels/Empty';
import { LinkButton } from '~/panels/LinkButton';

export function NotForYou() {
  return (
    <Empty
      title="This page is not for you"
      icon={<IconLock size={20} stroke={1.6} />}
      action={
        <LinkButton to="/tasks" variant="default">
          To my tasks
        </LinkButton>
      }
    >
      It is for those who run the processes. If you should be one of them, ask an admin.
    </Empty>
  );
}
