/** The drawings of a file: it may hold several, one shows the process that is wanted, and some were laid out for it. */

export interface Drawing {
  id: string;
  name: string;
  /** How much of it the file does not draw, and Meanwhile has found places for. */
  laidOut: 'all' | 'parts' | null;
}

/** As bpmn-js reads a file. */
export interface Definitions {
  diagrams?: readonly BpmnDiagram[];
}

interface BpmnDiagram {
  id: string;
  name?: string;
  plane?: { bpmnElement?: PlaneElement; planeElement?: readonly { bpmnElement?: Contained }[] };
  $attrs?: Record<string, unknown>;
}

interface Contained {
  id?: string;
  $type: string;
  $parent?: Contained;
}

interface PlaneElement extends Contained {
  name?: string;
  participants?: readonly { processRef?: { id?: string } }[];
}

/** Those to choose from. The inside of a collapsed subprocess is reached through the subprocess. */
export function drawingsOf(definitions: Definitions): Drawing[] {
  return pages(definitions).map((diagram, index) => {
    const laidOut = diagram.$attrs?.['meanwhile:laidOut'];
    return {
      id: diagram.id,
      name: diagram.name?.trim() || diagram.plane?.bpmnElement?.name?.trim() || `Drawing ${index + 1}`,
      laidOut: laidOut === 'all' || laidOut === 'parts' ? laidOut : null,
    };
  });
}

/** The drawing that shows most of a process; without a process, or if none shows it, the first. */
export function drawingFor(definitions: Definitions, processId: string | undefined): string | undefined {
  const all = pages(definitions);
  if (processId === undefined || all.length < 2) return all[0]?.id;
  const shown = all.map((diagram) => elementsOf(diagram, processId));
  return all[shown.indexOf(Math.max(...shown))]?.id;
}

function pages({ diagrams = [] }: Definitions): readonly BpmnDiagram[] {
  const wanted = diagrams.filter(
    ({ plane }) => !/SubProcess$|Transaction$/.test(plane?.bpmnElement?.$type ?? ''),
  );
  return wanted.length > 0 ? wanted : diagrams;
}

function elementsOf({ plane }: BpmnDiagram, processId: string): number {
  return (plane?.planeElement ?? []).filter(({ bpmnElement }) => isIn(bpmnElement, processId)).length;
}

function isIn(element: Contained | undefined, processId: string): boolean {
  for (let each = element; each; each = each.$parent) if (each.id === processId) return true;
  return false;
}
