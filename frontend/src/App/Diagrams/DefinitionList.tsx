/** What is deployed: each process with its versions, who brought them and when, and what still runs on each. */
import { IconSitemap } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useMayDeploy } from '~/App/Shell/rights';
import { rowsOf } from '~/api/pages';
import { useProcessDefinitions } from '~/api/processDefinitions';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import classes from './DefinitionList.module.css';
import { definitionGroups } from './definitionGroups';
import { VersionRows } from './VersionRows';

export function DefinitionList() {
  const query = useProcessDefinitions();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const mayDeploy = useMayDeploy();

  // Versions are grouped by process, so all pages are needed; there are few.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <LoadingRows label="Loading the diagrams" />;
  if (!query.data)
    return <Failure title="The diagrams cannot be listed" error={query.error} onRetry={query.refetch} />;
  const groups = definitionGroups(rowsOf(query.data.pages));
  if (groups.length === 0) {
    return (
      <Empty title="No diagram is deployed yet" icon={<IconSitemap size={20} stroke={1.6} />}>
        {mayDeploy
          ? 'Draw a process in BPMN, for instance with Camunda Modeler, and drop its file here.'
          : 'An admin can upload the first one.'}
      </Empty>
    );
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Process</th>
            <th scope="col">Version</th>
            <th scope="col">Deployed</th>
            <th scope="col">File</th>
            <th scope="col" className={classes.number}>
              Running on it
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <VersionRows key={group.processId} group={group} />
        ))}
      </table>
    </div>
  );
}
