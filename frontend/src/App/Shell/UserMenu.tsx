import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useLogout, useSession, useUser } from '~/api/session';
import type { Role } from '~/api/types';

const ROLE_IN_WORDS: Record<Role, string> = {
  business_user: 'business user',
  operator: 'operator',
  admin: 'admin',
};

export function UserMenu() {
  const user = useUser();
  const version = useSession().data?.version;
  const logout = useLogout();
  const navigate = useNavigate();
  if (!user) return null;
  const name = user.full_name || user.username;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: '50%' }}>
          <Avatar aria-hidden size={28} color="over" name={name} fz={11} />
          <VisuallyHidden>User menu of {name}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text c="var(--mw-ink)" fw={600} fz="sm">
            {name}
          </Text>
          <Text fz="xs" c="var(--mw-ink-3)">
            {user.username} · {user.roles.map((role) => ROLE_IN_WORDS[role]).join(', ') || 'no role'}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={15} />}
          onClick={() => logout.mutate(undefined, { onSuccess: () => navigate({ to: '/login' }) })}
        >
          Log out
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Meanwhile {version}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
