import { Skeleton } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { processDefinitionQuery } from '~/api/processDefinitions';
import type { ProcessDefinition } from '~/api/types';
import classes from './Start.module.css';

/** A process in words. The words come with the definition itself, so they are fetched once its card is in sight. */
export function ProcessCard({ definition }: { definition: ProcessDefinition }) {
  const { ref, inViewport } = useInViewport<HTMLAnchorElement>();
  const detail = useQuery({ ...processDefinitionQuery(definition.key), enabled: inViewport });
  return (
    <Link
      ref={ref}
      to="/start/$processId"
      params={{ processId: definition.process_id }}
      className={classes.card}
    >
      <span className={classes.name}>
        {definition.name}
        <IconArrowRight size={16} className={classes.arrow} aria-hidden="true" />
      </span>
      <span className={classes.words}>
        {detail.isPending ? (
          <Skeleton height={10} mt={6} width="80%" />
        ) : (
          (detail.data?.documentation ?? 'The diagram says nothing more about it.')
        )}
      </span>
      <span className={classes.facts}>
        {detail.data && <span>{detail.data.start_form ? 'with a form' : 'without a form'}</span>}
        <span>version {definition.version}</span>
        {definition.active_instances > 0 && <span>{definition.active_instances} running</span>}
      </span>
    </Link>
  );
}
