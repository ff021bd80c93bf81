/** The elements of an opened diagram, in the words of BPMN: `userTask`, `exclusiveGateway`, `sequenceFlow`. */
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';

export interface DiagramElement {
  id: string;
  name: string | null;
  type: string;
  /** `timer`, `message`, `error`, … for events that have a definition. */
  eventDefinition: string | null;
  documentation: string | null;
  isFlow: boolean;
  /** Of a sequence flow: where it goes. */
  source: string | null;
  target: string | null;
}

interface BusinessObject {
  id: string;
  $attrs?: Record<string, unknown>;
  name?: string;
  $type: string;
  documentation?: { text?: string }[];
  eventDefinitions?: { $type: string }[];
  sourceRef?: BusinessObject;
  targetRef?: BusinessObject;
}

export interface RegisteredElement {
  id: string;
  type: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  parent?: unknown;
  waypoints?: { x: number; y: number }[];
  businessObject?: BusinessObject;
}

export function describeElements(registry: ElementRegistry): DiagramElement[] {
  const elements: DiagramElement[] = [];
  registry.forEach((registered: unknown) => {
    const { type, businessObject, parent, waypoints } = registered as RegisteredElement;
    if (type === 'label' || !businessObject || !parent) return;
    const isFlow = waypoints !== undefined;
    elements.push({
      id: idOf(businessObject),
      name: businessObject.name?.trim() || null,
      type: shortType(businessObject.$type),
      eventDefinition: eventDefinition(businessObject),
      documentation: businessObject.documentation?.[0]?.text?.trim() || null,
      isFlow,
      source: isFlow && businessObject.sourceRef ? idOf(businessObject.sourceRef) : null,
      target: isFlow && businessObject.targetRef ? idOf(businessObject.targetRef) : null,
    });
  });
  return elements;
}

/** Not every id of a file is one for bpmn-js, which then draws the element under another; the API knows it by its own. */
export function idOf({ id, $attrs }: BusinessObject): string {
  const own = $attrs?.['meanwhile:id'];
  return typeof own === 'string' ? own : id;
}

/** `bpmn:UserTask` → `userTask`, as the API writes it. */
function shortType(type: string): string {
  const name = type.slice(type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function eventDefinition(object: BusinessObject): string | null {
  const definition = object.eventDefinitions?.[0];
  return definition ? shortType(definition.$type).replace(/EventDefinition$/, '') : null;
}
