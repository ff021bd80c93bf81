/** The BPMN names of element types, as a reader says them: `userTask` → "User task". */
export function typeInWords(type: string, eventDefinition?: string | null): string {
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const sentence = eventDefinition ? `${eventDefinition} ${words}` : words;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The name the modeler gave, or the kind of element where there is none. */
export function nameOrType(element: { name: string | null; type: string; id: string }): string {
  return element.name ?? typeInWords(element.type);
}

const PERSON = new Set(['userTask', 'manualTask']);
const WAITS = /catchEvent|boundaryEvent|receiveTask|eventBasedGateway/i;

/** What an active token on an element of this type waits for, as far as the type alone can say. */
export function kindOfType(type: string): 'runs' | 'person' | 'waits' {
  if (PERSON.has(type)) return 'person';
  return WAITS.test(type) ? 'waits' : 'runs';
}

/** Whether tokens come to elements of this type: activities, events and gateways, but not pools, data or annotations. */
export function isFlowNode(type: string): boolean {
  return /(task|event|gateway|subProcess)$|^(callActivity|transaction)$/i.test(type);
}

/** A frame around other flow nodes: their tokens stand on the elements inside, and the frame itself stays calm. */
export function isScope(type: string): boolean {
  return /subProcess$|^transaction$/i.test(type);
}
