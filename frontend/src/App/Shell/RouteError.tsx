import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '~/panels/Failure';

export function RouteError({ error, reset }: ErrorComponentProps) {
  return <Failure title="This page failed" error={error} onRetry={reset} />;
}
