/** Problems on the drawn diagram: each element that has some is marked and carries their number. */

import type { DeploymentProblem } from '~/api/types';
import type { Badge, Mark, Picture } from '~/bpmn/Picture';
import { groupedBy } from '~/groupedBy';

export function problemPicture(problems: readonly DeploymentProblem[], selected: string | null): Picture {
  const marks: Record<string, Mark[]> = {};
  const badges: Record<string, Badge> = {};
  const byElement = groupedBy(problems, (problem) => problem.element_id);
  for (const [id, found] of byElement) {
    if (id === null) continue;
    const errors = found.filter((problem) => problem.severity === 'error');
    marks[id] = [errors.length > 0 ? 'error' : 'warning'];
    if (errors.length > 0) {
      badges[id] = {
        active: 0,
        kind: 'passed',
        incidents: errors.length,
        age: null,
        title: errors.map((problem) => problem.message).join('\n'),
      };
    }
  }
  if (selected !== null) marks[selected] = [...(marks[selected] ?? []), 'selected'];
  return { marks, badges, flows: {} };
}

/** Errors before warnings, then in the order of the file. */
export function inOrder(problems: readonly DeploymentProblem[]): DeploymentProblem[] {
  const weight = (problem: DeploymentProblem) => (problem.severity === 'error' ? 0 : 1);
  return [...problems].sort((a, b) => weight(a) - weight(b) || (a.line ?? 0) - (b.line ?? 0));
}

/** Where in the file: "line 12, at character 9 of the expression". */
export function placeInWords({ line, position }: DeploymentProblem): string {
  const words = [
    line !== null && `line ${line}`,
    position !== null && `character ${position + 1} of the expression`,
  ];
  return words.filter(Boolean).join(', ');
}
