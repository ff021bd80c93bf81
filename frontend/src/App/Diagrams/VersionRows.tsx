import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ProcessDefinition } from '~/api/types';
import { Moment } from '~/time/Age';
import classes from './DefinitionList.module.css';
import { type DefinitionGroup, versionsOfInterest } from './definitionGroups';

/** The versions of one process; old ones on which nothing runs are folded away. */
export function VersionRows({ group }: { group: DefinitionGroup }) {
  const [all, setAll] = useState(false);
  const shown = all ? group.versions : versionsOfInterest(group.versions);
  const folded = group.versions.length - shown.length;
  return (
    <tbody>
      {shown.map((definition, index) => (
        <tr key={definition.key} data-latest={definition.is_latest || undefined}>
          <th scope="row" className={classes.process}>
            {index === 0 ? (
              <>
                <span className={classes.name}>{group.name}</span>
                <span className={`mw-key ${classes.id}`}>{group.processId}</span>
              </>
            ) : (
              <span className={classes.again}>{group.name}</span>
            )}
          </th>
          <VersionCells definition={definition} />
        </tr>
      ))}
      {folded > 0 && (
        <tr>
          <td />
          <td colSpan={4}>
            <UnstyledButton className={classes.more} onClick={() => setAll(true)}>
              {folded === 1 ? '1 older version' : `${folded} older versions`}
            </UnstyledButton>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function VersionCells({ definition }: { definition: ProcessDefinition }) {
  return (
    <>
      <td className={classes.version}>
        <Link
          to="/processes/$processId"
          params={{ processId: definition.process_id }}
          search={{ version: definition.is_latest ? undefined : String(definition.version) }}
          className={classes.link}
        >
          v{definition.version}
        </Link>
        {definition.version_tag && <span className={classes.tag}>{definition.version_tag}</span>}
      </td>
      <td className={classes.deployed}>
        <Moment at={definition.deployed_at} />
        {definition.deployed_by && ` by ${definition.deployed_by}`}
      </td>
      <td className={`mw-key ${classes.file}`}>{definition.resource_name}</td>
      <td className={classes.number} data-some={definition.active_instances > 0 || undefined}>
        {definition.active_instances}
      </td>
    </>
  );
}
