/** An upload under way: its files, what the check says, the diagram with its problems, and the way on. */
import { CloseButton, Loader, Pill, SegmentedControl } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useDrawing } from '~/api/drawings';
import { ApiProblem } from '~/api/problem';
import { Diagram } from '~/bpmn/Diagram';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { Deployed } from './Deployed';
import { ProblemList } from './ProblemList';
import { problemPicture } from './problemPicture';
import classes from './Upload.module.css';
import { UploadActions } from './UploadActions';
import type { UploadState } from './useUpload';

export function Upload({ upload }: { upload: UploadState }) {
  const { files, verdict } = upload;
  const [wantedName, setWantedName] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const problems = 'problems' in verdict ? verdict.problems : NONE;
  const drawn = files.filter((each) => each.isDiagram);
  const shown = drawn.find((each) => each.file.name === wantedName) ?? drawn[0];
  const shownName = shown?.file.name;
  const xml = useDrawing(shown?.file);
  const picture = useMemo(
    () =>
      problemPicture(
        problems.filter((problem) => problem.resource === shownName),
        selected,
      ),
    [problems, shownName, selected],
  );
  if (verdict.phase === 'deployed')
    return <Deployed deployment={verdict.deployment} onClose={upload.close} />;

  const show = (name: string | null, elementId: string | null) => {
    if (name !== null && drawn.some((each) => each.file.name === name)) setWantedName(name);
    setSelected(elementId);
  };
  return (
    <section className={classes.upload} aria-label="Upload">
      <header className={classes.head}>
        <ul className={classes.files} aria-label="Files">
          {files.map(({ file }) => (
            <li key={file.name}>
              <Pill
                withRemoveButton
                onRemove={() => upload.remove(file.name)}
                removeButtonProps={{
                  'aria-label': `Leave out ${file.name}`,
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
              >
                {file.name}
              </Pill>
            </li>
          ))}
        </ul>
        <CloseButton aria-label="Discard the upload" onClick={upload.close} />
      </header>
      <div className={classes.body} data-drawn={shown !== undefined || undefined}>
        {shown !== undefined && (
          <div className={classes.canvas}>
            {drawn.length > 1 && (
              <SegmentedControl
                className={classes.which}
                size="xs"
                value={shown.file.name}
                onChange={(name) => show(name, null)}
                data={drawn.map((each) => each.file.name)}
              />
            )}
            {xml.data !== undefined && (
              <Diagram
                xml={xml.data}
                picture={picture}
                label={`Diagram of ${shown.file.name}`}
                onSelect={setSelected}
                onOpened={(elements) =>
                  setDrawing({ name: shown.file.name, ids: new Set(elements.map((each) => each.id)) })
                }
              />
            )}
            {xml.isPending && <Loader size={18} color="over" className={classes.drawing} />}
            {xml.error && <NotDrawn error={xml.error} onRetry={xml.refetch} />}
          </div>
        )}
        <div className={classes.side}>
          <ProblemList
            upload={upload}
            problems={problems}
            selected={selected}
            isMissing={({ resource, element_id, element_type }) =>
              element_id !== null &&
              element_type !== 'process' &&
              drawing?.name === resource &&
              !drawing.ids.has(element_id)
            }
            onSelect={(problem) => show(problem.resource, problem.element_id)}
          />
          <UploadActions upload={upload} problems={problems} />
        </div>
      </div>
    </section>
  );
}

/** What is wrong with a file stands beside; here is only that there is nothing to see. */
function NotDrawn({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiProblem && error.problems.length > 0) {
    return (
      <Empty title="Nothing to draw" icon={<IconPhotoOff size={28} stroke={1.3} />}>
        This file cannot be read as a diagram. The list says why.
      </Empty>
    );
  }
  return <Failure title="The diagram cannot be drawn" error={error} onRetry={onRetry} />;
}

/** What bpmn-js could draw of a file: an element without a shape has no place on the diagram. */
interface Drawing {
  name: string;
  ids: ReadonlySet<string>;
}

const NONE: readonly never[] = [];
