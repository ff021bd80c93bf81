/** Where am I: the diagram with the path taken and this task on it, and the same in words. */
import { useMemo, useState } from 'react';
import { instancePicture } from '~/App/Instance/instancePicture';
import { PathLegend } from '~/App/Instance/PathLegend';
import { useLiveInstance } from '~/App/Instance/useLiveInstance';
import { rowsOf } from '~/api/pages';
import { useProcessDefinitionDrawing } from '~/api/processDefinitions';
import { useElementInstances } from '~/api/processInstances';
import type { UserTask } from '~/api/types';
import { Diagram } from '~/bpmn/Diagram';
import type { DiagramElement } from '~/bpmn/elements';
import { EMPTY_PICTURE } from '~/bpmn/Picture';
import { useIsFrozen } from '~/live/LiveProvider';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { useNow } from '~/time/useNow';
import { aheadOf } from './aroundElement';
import classes from './TaskProcess.module.css';

export function TaskProcess({ task }: { task: UserTask }) {
  const xml = useProcessDefinitionDrawing(task.process_definition_key);
  const statistics = useLiveInstance(task.process_instance_key);
  const visits = useElementInstances(task.process_instance_key);
  const frozen = useIsFrozen();
  const now = useNow(5_000);
  const [elements, setElements] = useState<readonly DiagramElement[]>([]);
  const rows = useMemo(() => rowsOf(visits.data?.pages), [visits.data]);
  const picture = useMemo(
    () =>
      statistics.data && elements.length > 0
        ? instancePicture({
            statistics: statistics.data,
            visits: rows,
            elements,
            selected: task.element_id,
            now,
          })
        : EMPTY_PICTURE,
    [statistics.data, rows, elements, task.element_id, now],
  );
  const error = xml.error ?? statistics.error;
  if (error) {
    const retry = () => void Promise.all([xml.refetch(), statistics.refetch()]);
    return <Failure title="The process cannot be shown" error={error} onRetry={retry} />;
  }
  if (xml.data === undefined) return <LoadingRows label="Loading the process" />;
  const ahead = aheadOf(elements, task.element_id);
  const elsewhere = rows.filter(
    (visit) => visit.waiting !== null && visit.element_id !== task.element_id && visit.element_name,
  );
  return (
    <div className={classes.page}>
      <div className={classes.canvas}>
        <Diagram
          xml={xml.data}
          processId={task.process_id}
          picture={picture}
          label={`Where ${task.business_key ?? task.process_name} stands`}
          onOpened={setElements}
          frozen={frozen}
          breathing
          legend={<PathLegend />}
        />
      </div>
      <dl className={classes.words}>
        <div>
          <dt>You are here</dt>
          <dd>{task.name}</dd>
        </div>
        {elsewhere.length > 0 && (
          <div>
            <dt>At the same time</dt>
            <dd>{[...new Set(elsewhere.map((visit) => visit.element_name))].join(' · ')}</dd>
          </div>
        )}
        <div>
          <dt>What comes next</dt>
          <dd>{ahead.length > 0 ? ahead.join(' or ') : 'This is the last step on this way.'}</dd>
        </div>
      </dl>
    </div>
  );
}
