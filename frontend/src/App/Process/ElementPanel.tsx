/** The selected element: its numbers, where its tokens went, and what the modeler wrote about it. */
import { CloseButton, CopyButton, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DefinitionStatistics } from '~/api/types';
import type { DiagramElement } from '~/bpmn/elements';
import { nameOrType, typeInWords } from '~/bpmn/elementWords';
import { Age } from '~/time/Age';
import classes from './ElementPanel.module.css';

interface Props {
  element: DiagramElement;
  elements: readonly DiagramElement[];
  statistics: DefinitionStatistics | undefined;
  onClose: () => void;
  onShowIncidents: () => void;
}

export function ElementPanel({ element, elements, statistics, onClose, onShowIncidents }: Props) {
  const numbers = statistics?.elements[element.id];
  return (
    <aside className={classes.panel} aria-label={`About ${nameOrType(element)}`}>
      <header className={classes.head}>
        <div>
          <p className={classes.type}>{typeInWords(element.type, element.eventDefinition)}</p>
          <h2 className={classes.name}>{nameOrType(element)}</h2>
        </div>
        <CloseButton size="sm" aria-label="Clear the selection" onClick={onClose} />
      </header>
      {element.isFlow ? (
        <dl className={classes.numbers}>
          <Figure label="Taken">{statistics?.flows[element.id] ?? 0}</Figure>
        </dl>
      ) : (
        <dl className={classes.numbers}>
          <Figure label="Active">{numbers?.active ?? 0}</Figure>
          {numbers?.oldest_since && (
            <Figure label="Oldest">
              <Age since={numbers.oldest_since} long />
            </Figure>
          )}
          <Figure label="Incidents" broken={(numbers?.incidents ?? 0) > 0}>
            {numbers?.incidents ? (
              <UnstyledButton className={classes.link} onClick={onShowIncidents}>
                {numbers.incidents}
              </UnstyledButton>
            ) : (
              0
            )}
          </Figure>
          <Figure label="Completed">{numbers?.completed ?? 0}</Figure>
          <Figure label="Terminated">{numbers?.terminated ?? 0}</Figure>
        </dl>
      )}
      <Ways element={element} elements={elements} flows={statistics?.flows ?? {}} />
      {element.documentation && <p className={classes.documentation}>{element.documentation}</p>}
      <CopyButton value={element.id}>
        {({ copied, copy }) => (
          <UnstyledButton className={classes.id} onClick={copy} title="Copy the element id">
            <span className="mw-key">{element.id}</span> {copied && '· copied'}
          </UnstyledButton>
        )}
      </CopyButton>
    </aside>
  );
}

function Figure({ label, broken, children }: { label: string; broken?: boolean; children: ReactNode }) {
  return (
    <div className={classes.number} data-broken={broken || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where a decision sent its tokens: number and share of each way out. */
function Ways({
  element,
  elements,
  flows,
}: Pick<Props, 'element' | 'elements'> & { flows: Record<string, number> }) {
  const ways = elements.filter((each) => each.isFlow && each.source === element.id);
  const total = ways.reduce((sum, way) => sum + (flows[way.id] ?? 0), 0);
  if (ways.length < 2 || total === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>Ways taken, of {total}</h3>
      <ul className={classes.ways}>
        {ways.map((way) => {
          const taken = flows[way.id] ?? 0;
          const share = Math.round((taken / total) * 100);
          const target = elements.find((each) => each.id === way.target);
          return (
            <li key={way.id}>
              <span className={classes.way}>
                {way.name ?? (target ? `to ${nameOrType(target)}` : way.id)}
              </span>
              <span className="mw-number">
                {taken} · {share} %
              </span>
              <span className={classes.share} style={{ width: `${share}%` }} aria-hidden />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
