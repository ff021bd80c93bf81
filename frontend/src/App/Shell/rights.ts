/** What the user may do, as the screens ask it. The server decides; this only leaves out what it would refuse. */
import { useHasRole } from '~/api/session';

/** Repair, retry, cancel: for operators and admins. */
export function useMayOperate(): boolean {
  const isOperator = useHasRole('operator');
  const isAdmin = useHasRole('admin');
  return isOperator || isAdmin;
}

/** Bring in diagrams: for admins. */
export function useMayDeploy(): boolean {
  return useHasRole('admin');
}
