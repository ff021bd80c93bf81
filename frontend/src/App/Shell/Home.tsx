/** The start page is where one's work is: what runs for an operator, what waits for me for everyone else. */
import { Navigate } from '@tanstack/react-router';
import { useMayOperate } from './rights';

export function Home() {
  const mayOperate = useMayOperate();
  return <Navigate to={mayOperate ? '/processes' : '/tasks'} replace />;
}
