/** A BPMN diagram with the wanted picture on it, and the few controls to look around. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import type { BpmnViewer, Opened } from './BpmnViewer';
import classes from './Diagram.module.css';
import { DrawingChoice } from './DrawingChoice';
import type { DiagramElement } from './elements';
import type { Picture } from './Picture';

interface Props {
  xml: string;
  /** Of a file with several drawings, the one that shows this process comes first. */
  processId?: string;
  picture: Picture;
  /** What a screen reader calls the drawing. */
  label: string;
  onSelect?: (elementId: string | null) => void;
  onOpened?: (elements: DiagramElement[]) => void;
  /** The numbers may be old: badges turn grey. */
  frozen?: boolean;
  /** Active elements draw the eye. For the diagram of one instance; on many they would be a fairground. */
  breathing?: boolean;
  /** Floats at the bottom left: a legend. The bottom right belongs to the mark of bpmn.io. */
  legend?: ReactNode;
}

export function Diagram({
  xml,
  processId,
  picture,
  label,
  onSelect,
  onOpened,
  frozen,
  breathing,
  legend,
}: Props) {
  const frame = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<BpmnViewer | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const select = useEffectEvent((id: string | null) => onSelect?.(id));
  const tellOpened = useEffectEvent((elements: DiagramElement[]) => onOpened?.(elements));

  useEffect(() => {
    const container = canvas.current;
    if (!container) return;
    let created: BpmnViewer | null = null;
    let gone = false;
    // bpmn-js is a chunk of its own; the page around it is there first.
    import('./BpmnViewer').then(
      (module) => {
        if (gone) return;
        created = new module.BpmnViewer(container, (id) => select(id));
        setViewer(created);
      },
      (reason) => setFailure(asError(reason)),
    );
    const room = new ResizeObserver(() => created?.resized());
    room.observe(container);
    return () => {
      gone = true;
      room.disconnect();
      created?.destroy();
      setViewer(null);
    };
  }, []);

  useEffect(() => {
    if (!viewer) return;
    let gone = false;
    setOpened(null);
    setFailure(null);
    viewer.open(xml, processId).then(
      (found) => {
        if (gone) return;
        setOpened(found);
        tellOpened(found.elements);
      },
      (reason) => !gone && setFailure(asError(reason)),
    );
    return () => {
      gone = true;
    };
  }, [viewer, xml, processId]);

  const turnTo = (drawing: string) => {
    setOpened(null);
    viewer?.turnTo(drawing).then(
      (found) => {
        setOpened(found);
        tellOpened(found.elements);
      },
      (reason) => setFailure(asError(reason)),
    );
  };

  useEffect(() => {
    if (opened) viewer?.show(picture);
  }, [viewer, opened, picture]);

  const look = ['mw-diagram', frozen && 'mw-diagram-frozen', breathing && 'mw-diagram-breathing'];
  return (
    <section ref={frame} className={`${classes.frame} ${look.filter(Boolean).join(' ')}`} aria-label={label}>
      <div ref={canvas} className={classes.canvas} data-opened={opened !== null || undefined} />
      {failure && (
        <div className={classes.failure}>
          {failure.name === 'NothingDrawn' ? (
            <Empty title="Nothing to draw">This diagram has no elements yet.</Empty>
          ) : (
            <Failure title="The diagram cannot be drawn" error={failure} />
          )}
        </div>
      )}
      <div className={classes.controls} data-floats role="toolbar" aria-label="Diagram view">
        <Control label="Zoom in" onClick={() => viewer?.zoomBy(1.25)} icon={<IconPlus size={15} />} />
        <Control label="Zoom out" onClick={() => viewer?.zoomBy(0.8)} icon={<IconMinus size={15} />} />
        <Control label="Fit the diagram" onClick={() => viewer?.fit()} icon={<IconMaximize size={15} />} />
        <Control
          label="Full screen"
          onClick={() => toggleFullScreen(frame.current)}
          icon={<IconArrowsMaximize size={15} />}
        />
      </div>
      <div className={classes.legend} data-floats>
        {opened && <DrawingChoice opened={opened} onTurn={turnTo} />}
        {legend}
      </div>
    </section>
  );
}

function Control({ label, onClick, icon }: { label: string; onClick: () => void; icon: ReactNode }) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon aria-label={label} onClick={onClick} size={28} radius={0}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function toggleFullScreen(frame: HTMLElement | null): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void frame?.requestFullscreen();
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
