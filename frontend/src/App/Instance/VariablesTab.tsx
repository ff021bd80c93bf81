/** What the instance knows, by scope; operators may repair a value. */

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useMayOperate } from '~/App/Shell/rights';
import { useVariables } from '~/api/processInstances';
import type { Variable } from '~/api/types';
import { groupedBy } from '~/groupedBy';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { NewVariable } from './NewVariable';
import { VariableRow } from './VariableRow';
import classes from './VariablesTab.module.css';

export function VariablesTab({ instanceKey, editable }: { instanceKey: string; editable: boolean }) {
  const query = useVariables(instanceKey);
  const [adding, setAdding] = useState(false);
  const mayOperate = useMayOperate();
  const mayEdit = editable && mayOperate;
  if (query.isPending) return <LoadingRows rows={5} label="Loading the variables" />;
  if (!query.data) {
    return <Failure title="The variables cannot be loaded" error={query.error} onRetry={query.refetch} />;
  }
  const variables = query.data.pages.flatMap((page) => page.items);
  const scopes = groupedBy(variables, (variable) => variable.scope_key);
  return (
    <div className={classes.variables}>
      {variables.length === 0 && <Empty title="No variables yet" />}
      {[...scopes].map(([scope, ofScope]) => (
        <section key={scope}>
          {scopes.size > 1 && <h3 className={classes.scope}>{scopeInWords(ofScope[0])}</h3>}
          {ofScope.map((variable) => (
            <VariableRow
              key={variable.name}
              instanceKey={instanceKey}
              variable={variable}
              mayEdit={mayEdit}
            />
          ))}
        </section>
      ))}
      {mayEdit &&
        (adding ? (
          <NewVariable instanceKey={instanceKey} onDone={() => setAdding(false)} />
        ) : (
          <Button
            variant="subtle"
            color="over"
            leftSection={<IconPlus size={14} />}
            className={classes.add}
            onClick={() => setAdding(true)}
          >
            Add a variable
          </Button>
        ))}
    </div>
  );
}

function scopeInWords(variable: Variable | undefined): string {
  return variable?.scope_element_id ? `Only in ${variable.scope_element_id}` : 'Whole instance';
}
