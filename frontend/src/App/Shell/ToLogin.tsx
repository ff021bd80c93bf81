/** Off to the login, which brings back to where this was asked for. */
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

export function ToLogin() {
  const router = useRouter();
  const navigate = useNavigate();
  // Remembered once: while the login page loads, the address is the login's already, and asked again it would be its own `next`.
  const [here] = useState(() => router.latestLocation.href);
  useEffect(() => {
    void navigate({ to: '/login', search: { next: here === '/' ? undefined : here }, replace: true });
  }, [navigate, here]);
  return null;
}
