import { Link } from '@tanstack/react-router';
import { Moment } from '~/time/Age';
import classes from './ProcessesTable.module.css';
import type { ProcessRow } from './processRows';

export function ProcessesTable({ rows, at }: { rows: readonly ProcessRow[]; at: number }) {
  const most = Math.max(1, ...rows.map((row) => row.running));
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Process</th>
            <th scope="col" className={classes.share}>
              Now
            </th>
            <th scope="col">Running</th>
            <th scope="col">For people</th>
            <th scope="col">Incidents</th>
            <th scope="col">Done</th>
            <th scope="col" className={classes.deployed}>
              Deployed
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.processId} data-at={index === at || undefined}>
              <th scope="row">
                <Link
                  to="/processes/$processId"
                  params={{ processId: row.processId }}
                  className={classes.name}
                >
                  {row.name}
                </Link>
                <span className={classes.about}>
                  <span className="mw-key">{row.processId}</span> · v{row.latest.version}
                </span>
              </th>
              <td className={classes.share}>
                <ShareBar row={row} most={most} />
              </td>
              <Count value={row.running} meaning="runs" label="running" />
              <Count value={row.waitingForPeople} meaning="person" label="for people" />
              <Count value={row.incidents} meaning="broken" label="incidents" />
              <Count value={row.done} label="done" />
              <td className={classes.deployed}>
                <Moment at={row.latest.deployed_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ value, meaning, label }: { value: number; meaning?: string; label: string }) {
  return (
    <td className={classes.count} data-meaning={value > 0 ? meaning : 'none'} data-label={label}>
      {value}
    </td>
  );
}

/** What the running instances do, as long as they are many: broken, waiting for people, going on by themselves. */
function ShareBar({ row, most }: { row: ProcessRow; most: number }) {
  const broken = Math.min(row.incidents, row.running);
  const person = Math.min(row.waitingForPeople, row.running - broken);
  const runs = row.running - broken - person;
  const part = (count: number) => ({ width: `${(count / most) * 100}%` });
  return (
    <div className={classes.bar} aria-hidden>
      {broken > 0 && <span data-meaning="broken" style={part(broken)} />}
      {person > 0 && <span data-meaning="person" style={part(person)} />}
      {runs > 0 && <span data-meaning="runs" style={part(runs)} />}
    </div>
  );
}
