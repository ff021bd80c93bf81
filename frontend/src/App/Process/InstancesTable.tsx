/** The instances of a process, live, following the selection on the diagram and the filter in the address. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { rowsOf } from '~/api/pages';
import { useProcessInstances } from '~/api/processInstances';
import type { ProcessDefinition } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { useHeldRows } from '~/live/useHeldRows';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { InstanceRow } from './InstanceRow';
import classes from './InstancesTable.module.css';
import { InstancesToolbar } from './InstancesToolbar';
import { instanceFilter } from './instanceFilter';
import type { ProcessSearch } from './processSearch';
import { useRowKeys } from './useRowKeys';

interface Props {
  definition: ProcessDefinition;
  allVersions: boolean;
  selected: DiagramElement | undefined;
  search: ProcessSearch;
  onChange: (changes: Partial<ProcessSearch>) => void;
}

const ROW = 40;
const NARROW_ROW = 66;

export function InstancesTable({ definition, allVersions, selected, search, onChange }: Props) {
  // No instance rests on a sequence flow: selecting one tells its traffic and leaves the table alone.
  const filter = instanceFilter(definition, selected?.isFlow ? { ...search, element: undefined } : search);
  const query = useProcessInstances(filter);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const { rows, waiting, hold, release } = useHeldRows(rowsOf(query.data?.pages), JSON.stringify(filter));
  const scroll = useRef<HTMLDivElement>(null);
  const narrow = window.matchMedia('(max-width: 700px)').matches;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (narrow ? NARROW_ROW : ROW),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const at = useRowKeys(rows, (index) => virtual.scrollToIndex(index));
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);

  return (
    <section className={classes.table} aria-label="Instances">
      <InstancesToolbar
        search={search}
        selected={selected?.isFlow ? undefined : selected}
        count={rows.length}
        more={hasNextPage}
        waiting={waiting}
        onChange={onChange}
      />
      <div
        ref={scroll}
        className={classes.scroll}
        onPointerEnter={(event) => event.pointerType === 'mouse' && hold()}
        onPointerLeave={release}
      >
        {query.isPending && <LoadingRows label="Loading the instances" />}
        {query.error && !query.data && (
          <Failure title="The instances cannot be listed" error={query.error} onRetry={query.refetch} />
        )}
        {query.data && rows.length === 0 && <NoInstances search={search} selected={selected} />}
        {rows.length > 0 && (
          <div role="table" aria-label="Instances" aria-rowcount={hasNextPage ? -1 : rows.length}>
            <div role="row" className={classes.head}>
              <span role="columnheader">Instance</span>
              <span role="columnheader">State</span>
              <span role="columnheader">Waiting for</span>
              <span role="columnheader">{search.show === 'done' ? 'Took' : 'Age'}</span>
              <span role="columnheader">Started</span>
              <span role="columnheader">{allVersions ? 'Version' : 'By'}</span>
            </div>
            <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
              {virtual.getVirtualItems().map((item) => {
                const instance = rows[item.index];
                return (
                  instance && (
                    <InstanceRow
                      key={instance.key}
                      instance={instance}
                      showVersion={allVersions}
                      chosen={item.index === at}
                      style={{ transform: `translateY(${item.start}px)`, height: item.size }}
                    />
                  )
                );
              })}
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

function NoInstances({ search, selected }: Pick<Props, 'search' | 'selected'>) {
  if (search.search !== undefined) {
    return (
      <Empty title={`Nothing matches “${search.search}”`}>
        Look among all instances, or clear the search.
      </Empty>
    );
  }
  if (search.show === 'incidents') return <Empty title="No incident: nothing is stuck here" />;
  if (selected)
    return (
      <Empty title="No instance is here now">Select another element, or look among all instances.</Empty>
    );
  if (search.show === undefined || search.show === 'running') {
    return (
      <Empty title="Nothing runs at the moment">Start an instance, and it will appear here by itself.</Empty>
    );
  }
  return <Empty title="None yet" />;
}
