/** One instance: the path it took, where it stands, and why it does not go on. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ApiProblem } from '~/api/problem';
import { useProcessInstance } from '~/api/processInstances';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LinkButton } from '~/panels/LinkButton';
import { LoadingRows } from '~/panels/Loading';
import { InstancePage } from './InstancePage';
import type { InstanceSearch } from './instanceSearch';

export function Instance() {
  const { instanceKey } = useParams({ from: '/shell/instances/$instanceKey' });
  const search = useSearch({ from: '/shell/instances/$instanceKey' });
  const navigate = useNavigate({ from: '/instances/$instanceKey' });
  const instance = useProcessInstance(instanceKey);

  if (instance.isPending) return <LoadingRows label="Loading the instance" rows={10} />;
  if (!instance.data) {
    if (instance.error instanceof ApiProblem && instance.error.isNotFound) {
      return (
        <Empty
          title="This instance is not to be seen"
          action={
            <LinkButton to="/" variant="default">
              To the start page
            </LinkButton>
          }
        >
          It does not exist, or it is meant for others.
        </Empty>
      );
    }
    return <Failure title="The instance cannot be shown" error={instance.error} onRetry={instance.refetch} />;
  }
  const change = (changes: Partial<InstanceSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  // Another instance is another page: nothing of the one before may stay.
  return <InstancePage key={instanceKey} instance={instance.data} search={search} onChange={change} />;
}
