import { useDocumentTitle } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useShortcut } from '~/App/Shell/shortcuts';
import { useProcessDefinitionDrawing } from '~/api/processDefinitions';
import type { ProcessDefinition } from '~/api/types';
import { Diagram } from '~/bpmn/Diagram';
import type { DiagramElement } from '~/bpmn/elements';
import { EMPTY_PICTURE } from '~/bpmn/Picture';
import { useIsFrozen } from '~/live/LiveProvider';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { useNow } from '~/time/useNow';
import { ElementPanel } from './ElementPanel';
import { ElementTable } from './ElementTable';
import { InstancesTable } from './InstancesTable';
import { Legend } from './Legend';
import { LensSwitch, type View } from './LensSwitch';
import { ProcessHeader } from './ProcessHeader';
import classes from './ProcessPage.module.css';
import { processPicture } from './processPicture';
import type { ProcessSearch } from './processSearch';
import { useLiveProcess } from './useLiveProcess';

interface Props {
  definition: ProcessDefinition;
  versions: readonly ProcessDefinition[];
  search: ProcessSearch;
  onChange: (changes: Partial<ProcessSearch>) => void;
}

export function ProcessPage({ definition, versions, search, onChange }: Props) {
  const allVersions = search.version === 'all';
  const statistics = useLiveProcess(definition, allVersions);
  const xml = useProcessDefinitionDrawing(definition.key);
  const frozen = useIsFrozen();
  const now = useNow(10_000);
  const [elements, setElements] = useState<readonly DiagramElement[]>([]);
  const [view, setView] = useState<View>('diagram');
  useDocumentTitle(`${definition.name || definition.process_id} · Meanwhile`);
  const lens = search.lens ?? 'now';
  const selected = elements.find((each) => each.id === search.element);
  const select = (id: string | null) =>
    onChange({ element: id === null || id === search.element ? undefined : id });
  useShortcut('Escape', 'Clear the selection', 'Process', () => onChange({ element: undefined }), !!selected);

  const picture = useMemo(
    () =>
      statistics.data && elements.length > 0
        ? processPicture({ statistics: statistics.data, elements, lens, selected: search.element, now })
        : EMPTY_PICTURE,
    [statistics.data, elements, lens, search.element, now],
  );

  return (
    <div className={classes.page}>
      <ProcessHeader
        definition={definition}
        versions={versions}
        statistics={statistics.data}
        version={search.version}
        onVersion={(version) => onChange({ version, element: undefined })}
      />
      <div className={classes.canvas} data-canvas-room>
        {xml.data !== undefined && (
          <div className={classes.fill} hidden={view !== 'diagram'}>
            <Diagram
              // The numbers of other versions are not news about this one.
              key={search.version ?? 'latest'}
              xml={xml.data}
              processId={definition.process_id}
              picture={picture}
              label={`Diagram of ${definition.name}`}
              onSelect={select}
              onOpened={setElements}
              frozen={frozen}
              legend={<Legend lens={lens} />}
            />
          </div>
        )}
        {view === 'table' && (
          <ElementTable
            elements={elements}
            statistics={statistics.data}
            selected={search.element}
            onSelect={select}
          />
        )}
        {xml.isPending && <LoadingRows label="Loading the diagram" />}
        {xml.error && (
          <Failure title="The diagram cannot be loaded" error={xml.error} onRetry={xml.refetch} />
        )}
        {statistics.error && (
          <div className={classes.trouble}>
            <Failure
              title="The numbers cannot be loaded"
              error={statistics.error}
              onRetry={statistics.refetch}
            />
          </div>
        )}
        <LensSwitch
          lens={lens}
          onLens={(wanted) => onChange({ lens: wanted === 'now' ? undefined : wanted })}
          view={view}
          onView={setView}
        />
      </div>
      <div className={classes.below}>
        <InstancesTable
          definition={definition}
          allVersions={allVersions}
          selected={selected}
          search={search}
          onChange={onChange}
        />
        {selected && (
          <ElementPanel
            element={selected}
            elements={elements}
            statistics={statistics.data}
            onClose={() => onChange({ element: undefined })}
            onShowIncidents={() => onChange({ show: 'incidents' })}
          />
        )}
      </div>
    </div>
  );
}
