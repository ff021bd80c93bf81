import { IconMapOff } from '@tabler/icons-react';
import { Empty } from '~/panels/Empty';
import { LinkButton } from '~/panels/LinkButton';

export function NotFound() {
  return (
    <Empty
      title="There is no page at this address"
      icon={<IconMapOff size={20} stroke={1.6} />}
      action={
        <LinkButton to="/" variant="default">
          To the start page
        </LinkButton>
      }
    >
      The link may be old, or a letter is missing.
    </Empty>
  );
}
