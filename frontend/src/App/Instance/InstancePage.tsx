import { useDocumentTitle } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import { rowsOf } from '~/api/pages';
import { useProcessDefinitionDrawing } from '~/api/processDefinitions';
import { useElementInstances } from '~/api/processInstances';
import type { ProcessInstanceDetail } from '~/api/types';
import { Diagram } from '~/bpmn/Diagram';
import type { DiagramElement } from '~/bpmn/elements';
import { EMPTY_PICTURE } from '~/bpmn/Picture';
import { useIsFrozen } from '~/live/LiveProvider';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { useNow } from '~/time/useNow';
import { Decided } from './Decided';
import { EvaluationDialog } from './EvaluationDialog';
import { History } from './History';
import { InstanceHeader } from './InstanceHeader';
import classes from './InstancePage.module.css';
import { InstanceTabs } from './InstanceTabs';
import { instancePicture } from './instancePicture';
import type { InstanceSearch } from './instanceSearch';
import { PathLegend } from './PathLegend';
import { useLiveInstance } from './useLiveInstance';
import { WhyWaiting } from './WhyWaiting';

interface Props {
  instance: ProcessInstanceDetail;
  search: InstanceSearch;
  onChange: (changes: Partial<InstanceSearch>) => void;
}

export function InstancePage({ instance, search, onChange }: Props) {
  const statistics = useLiveInstance(instance.key);
  const visits = useElementInstances(instance.key);
  const xml = useProcessDefinitionDrawing(instance.process_definition_key);
  const frozen = useIsFrozen();
  const now = useNow(5_000);
  const [elements, setElements] = useState<readonly DiagramElement[]>([]);
  useDocumentTitle(`${instance.business_key ?? instance.key} · Meanwhile`);
  const rows = useMemo(() => rowsOf(visits.data?.pages), [visits.data]);
  const select = (id: string | null) =>
    onChange({ element: id === null || id === search.element ? undefined : id });
  useShortcut(
    'Escape',
    'Clear the selection',
    'Instance',
    () => onChange({ element: undefined }),
    !!search.element,
  );

  const picture = useMemo(
    () =>
      statistics.data && elements.length > 0
        ? instancePicture({
            statistics: statistics.data,
            visits: rows,
            elements,
            selected: search.element,
            now,
          })
        : EMPTY_PICTURE,
    [statistics.data, rows, elements, search.element, now],
  );

  return (
    <div className={classes.page}>
      <InstanceHeader instance={instance} visits={rows} />
      <div className={classes.stage}>
        <div className={classes.left}>
          <div className={classes.canvas}>
            {xml.data !== undefined && (
              <Diagram
                xml={xml.data}
                processId={instance.process_id}
                picture={picture}
                label={`Where ${instance.business_key ?? instance.key} stands`}
                onSelect={select}
                onOpened={setElements}
                frozen={frozen}
                breathing
                legend={<PathLegend />}
              />
            )}
            {xml.isPending && <LoadingRows label="Loading the diagram" />}
            {xml.error && (
              <Failure title="The diagram cannot be loaded" error={xml.error} onRetry={xml.refetch} />
            )}
          </div>
          <History
            instance={instance}
            query={visits}
            visits={rows}
            selected={search.element}
            onSelect={select}
          />
        </div>
        <aside className={classes.right} aria-label="About this instance">
          <WhyWaiting instance={instance} visits={rows} loading={visits.isPending} onSelect={select} />
          <Decided
            instanceKey={instance.key}
            selected={search.element}
            onOpen={(evaluation) => onChange({ evaluation })}
          />
          <InstanceTabs
            instance={instance}
            tab={search.tab ?? 'variables'}
            onTab={(tab) => onChange({ tab })}
          />
        </aside>
      </div>
      <EvaluationDialog
        evaluationKey={search.evaluation}
        onClose={() => onChange({ evaluation: undefined })}
      />
    </div>
  );
}
