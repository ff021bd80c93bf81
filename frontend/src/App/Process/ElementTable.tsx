/** The diagram's twin, for those who read rather than see: each element with its numbers. */
import { UnstyledButton } from '@mantine/core';
import type { DefinitionStatistics } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { isFlowNode, nameOrType, typeInWords } from '~/bpmn/elementWords';
import { Age } from '~/time/Age';
import classes from './ElementTable.module.css';

interface Props {
  elements: readonly DiagramElement[];
  statistics: DefinitionStatistics | undefined;
  selected: string | undefined;
  onSelect: (elementId: string) => void;
}

export function ElementTable({ elements, statistics, selected, onSelect }: Props) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption>The elements of the diagram and what is on them now</caption>
        <thead>
          <tr>
            <th scope="col">Element</th>
            <th scope="col">Kind</th>
            <th scope="col">Active</th>
            <th scope="col">Oldest</th>
            <th scope="col">Incidents</th>
            <th scope="col">Completed</th>
          </tr>
        </thead>
        <tbody>
          {elements
            .filter((element) => isFlowNode(element.type))
            .map((element) => {
              const numbers = statistics?.elements[element.id];
              return (
                <tr key={element.id} data-selected={element.id === selected || undefined}>
                  <th scope="row">
                    <UnstyledButton className={classes.name} onClick={() => onSelect(element.id)}>
                      {nameOrType(element)}
                    </UnstyledButton>
                  </th>
                  <td>{typeInWords(element.type, element.eventDefinition)}</td>
                  <td data-some={(numbers?.active ?? 0) > 0 || undefined}>{numbers?.active ?? 0}</td>
                  <td>{numbers?.oldest_since ? <Age since={numbers.oldest_since} /> : '–'}</td>
                  <td data-broken={(numbers?.incidents ?? 0) > 0 || undefined}>{numbers?.incidents ?? 0}</td>
                  <td>{numbers?.completed ?? 0}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
