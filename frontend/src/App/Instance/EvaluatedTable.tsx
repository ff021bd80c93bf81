/** A decision table as it is written, with what it was asked in its head and the rules that matched marked. */
import { IconCheck } from '@tabler/icons-react';
import type { EvaluatedTable as Table } from '~/api/types';
import classes from './EvaluatedTable.module.css';
import { valueInWords } from './valueInWords';

interface Props {
  table: Table;
  name: string;
}

export function EvaluatedTable({ table, name }: Props) {
  const matched = table.rules.filter((rule) => rule.is_matched);
  const notes = table.rules.some((rule) => rule.annotations.some((each) => each !== ''));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label={`Rules of ${name}`}>
      <table className={classes.table}>
        <caption className={classes.caption}>
          {policyInWords(table.hit_policy_name)}{' '}
          {matched.length === 0
            ? 'No rule matched.'
            : `${matched.length === 1 ? 'Rule' : 'Rules'} ${matched.map((rule) => rule.number).join(', ')} matched.`}
        </caption>
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              <abbr title={table.hit_policy_name}>{table.hit_policy}</abbr>
            </th>
            {table.inputs.map((input, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
              <th key={`in-${index}`} scope="col" title={input.expression}>
                {input.label || input.expression}
                <span className={classes.value}>{valueInWords(input.value)}</span>
              </th>
            ))}
            {table.outputs.map((output, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
              <th key={`out-${index}`} scope="col" className={classes.output}>
                {output.label || output.name || name}
              </th>
            ))}
            {notes && <th scope="col">Note</th>}
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule) => (
            <tr key={rule.number} data-matched={rule.is_matched || undefined}>
              <th scope="row" className={classes.number}>
                {rule.is_matched && <IconCheck size={13} stroke={2.4} role="img" aria-label="matched" />}
                {rule.number}
              </th>
              {rule.inputs.map((entry, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
                <td key={`in-${index}`}>
                  <code>{entry === '' ? '–' : entry}</code>
                </td>
              ))}
              {rule.outputs.map((entry, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place
                <td key={`out-${index}`} className={classes.output}>
                  <code>{entry}</code>
                </td>
              ))}
              {notes && <td className={classes.note}>{rule.annotations.join(' · ')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const POLICIES: Record<string, string> = {
  unique: 'One rule at most matches.',
  any: 'Rules that match agree.',
  priority: 'The most important rule counts.',
  first: 'The first rule that matches counts.',
  'rule order': 'All rules that match count, in their order.',
  'output order': 'All rules that match count, the most important first.',
  collect: 'All rules that match count.',
  'collect sum': 'The outputs of all rules that match are added.',
  'collect count': 'The rules that match are counted.',
  'collect min': 'The least output of all rules that match counts.',
  'collect max': 'The greatest output of all rules that match counts.',
};

function policyInWords(policy: string): string {
  return POLICIES[policy] ?? '';
}
