/** What lies behind and ahead of an element, in names that people know. Gateways only decide the way and are looked through. */
import type { DiagramElement } from '~/bpmn/elements';

/** Names of what comes next: each way is followed to the first element that has work or meaning of its own. */
export function aheadOf(elements: readonly DiagramElement[], elementId: string): string[] {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const seen = new Set<string>();
  const names: string[] = [];
  const follow = (id: string) => {
    for (const flow of elements) {
      if (flow.type !== 'sequenceFlow' || flow.source !== id || flow.target === null) continue;
      const target = byId.get(flow.target);
      if (!target || seen.has(target.id)) continue;
      seen.add(target.id);
      if (target.name === null || target.type.endsWith('Gateway')) follow(target.id);
      else names.push(target.name);
    }
  };
  follow(elementId);
  return names;
}
