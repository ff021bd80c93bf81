/** Deployments: one or more files (diagrams, forms) that become new versions together, or not at all. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import { processDefinitionKeys } from './processDefinitions';
import { summaryKeys } from './summary';
import type { Deployment } from './types';

/** `check` looks for problems and deploys nothing. Problems come as an `ApiProblem` with `problems`. */
export function deploy(files: readonly File[], { check }: { check: boolean }): Promise<Deployment> {
  return answer(
    api.POST('/api/deployments/', {
      params: { query: check ? { check } : {} },
      // The schema describes a file as the string it is sent as.
      body: { resources: files as unknown as string[] },
      bodySerializer: () => {
        const form = new FormData();
        for (const file of files) form.append('resources', file, file.name);
        return form;
      },
    }),
  );
}

export function useCheckDeployment() {
  return useMutation({ mutationFn: (files: readonly File[]) => deploy(files, { check: true }) });
}

export function useDeploy() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (files: readonly File[]) => deploy(files, { check: false }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: processDefinitionKeys.lists });
      void queries.invalidateQueries({ queryKey: summaryKeys.all });
    },
  });
}
