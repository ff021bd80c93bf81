import { Button } from '@mantine/core';
import type { DeploymentProblem } from '~/api/types';
import classes from './Upload.module.css';
import type { UploadState } from './useUpload';

interface Props {
  upload: UploadState;
  problems: readonly DeploymentProblem[];
}

/** The deploy button is there from the start, and says what is in its way. */
export function UploadActions({ upload, problems }: Props) {
  const { verdict, files, deploying } = upload;
  const warnings = problems.filter((problem) => problem.severity === 'warning').length;
  const label = files.length === 1 ? 'Deploy' : `Deploy ${files.length} files`;
  return (
    <footer className={classes.actions}>
      <Button size="sm" disabled={verdict.phase !== 'fine'} loading={deploying} onClick={upload.deploy}>
        {verdict.phase === 'fine' && warnings > 0 ? `${label} all the same` : label}
      </Button>
      <Button size="sm" variant="default" onClick={upload.close}>
        Discard
      </Button>
      {verdict.phase === 'refused' && (
        <p className={classes.hint}>Nothing is deployed. Mend the files and drop them here again.</p>
      )}
    </footer>
  );
}
