/** One process: its diagram with what happens on it now, and its instances below. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useProcessDefinitions } from '~/api/processDefinitions';
import type { ProcessDefinition } from '~/api/types';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { ProcessPage } from './ProcessPage';
import type { ProcessSearch } from './processSearch';

export function Process() {
  const { processId } = useParams({ from: '/shell/processes/$processId' });
  const search = useSearch({ from: '/shell/processes/$processId' });
  const navigate = useNavigate({ from: '/processes/$processId' });
  const query = useProcessDefinitions({ process_id: processId });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <LoadingRows label="Loading the process" rows={10} />;
  if (!query.data) {
    return <Failure title="The process cannot be shown" error={query.error} onRetry={query.refetch} />;
  }
  const versions = query.data.pages
    .flatMap((page) => page.items)
    .toSorted((one, other) => other.version - one.version);
  const shown = versionToShow(versions, search.version);
  if (!shown) {
    return (
      <Empty
        title={`No process “${processId}”${search.version ? `, version ${search.version},` : ''} is deployed`}
      >
        It may have been deployed under another id. The list of processes shows all there are.
      </Empty>
    );
  }
  const change = (changes: Partial<ProcessSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  return <ProcessPage definition={shown} versions={versions} search={search} onChange={change} />;
}

/** All versions are shown on the diagram of the latest. */
export function versionToShow(
  versions: readonly ProcessDefinition[],
  wanted: string | undefined,
): ProcessDefinition | undefined {
  if (wanted === undefined || wanted === 'all') return versions[0];
  return versions.find((each) => String(each.version) === wanted);
}
