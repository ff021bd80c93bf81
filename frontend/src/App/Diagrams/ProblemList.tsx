/** What the check found, problem by problem; choosing one shows its element on the diagram. */
import { Loader, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { DeploymentProblem } from '~/api/types';
import { typeInWords } from '~/bpmn/elementWords';
import { Failure } from '~/panels/Failure';
import classes from './ProblemList.module.css';
import { inOrder, placeInWords } from './problemPicture';
import type { UploadState } from './useUpload';

interface Props {
  upload: UploadState;
  problems: readonly DeploymentProblem[];
  selected: string | null;
  /** Whether its element is not to be seen on the drawn diagram. */
  isMissing: (problem: DeploymentProblem) => boolean;
  onSelect: (problem: DeploymentProblem) => void;
}

export function ProblemList({ upload, problems, selected, isMissing, onSelect }: Props) {
  const { verdict, files } = upload;
  if (verdict.phase === 'checking') {
    return (
      <p className={classes.verdict} role="status">
        <Loader size={16} color="over" /> Checking {files.length === 1 ? 'the file' : `${files.length} files`}
        …
      </p>
    );
  }
  if (verdict.phase === 'failed') {
    return <Failure title="The files could not be checked" error={verdict.error} onRetry={upload.recheck} />;
  }
  return (
    <div className={classes.panel}>
      <p className={classes.verdict} role="status">
        {inWords(problems)}
      </p>
      <ol className={classes.list}>
        {inOrder(problems).map((problem) => (
          <li key={JSON.stringify(problem)}>
            <Problem
              problem={problem}
              showFile={files.length > 1}
              missing={isMissing(problem)}
              chosen={selected !== null && problem.element_id === selected}
              onSelect={() => onSelect(problem)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface ProblemProps {
  problem: DeploymentProblem;
  showFile: boolean;
  missing: boolean;
  chosen: boolean;
  onSelect: () => void;
}

function Problem({ problem, showFile, missing, chosen, onSelect }: ProblemProps) {
  const isError = problem.severity === 'error';
  const Icon = isError ? IconCircleX : IconAlertTriangle;
  const place = [showFile && problem.resource, placeInWords(problem), missing && 'not drawn']
    .filter(Boolean)
    .join(' · ');
  return (
    <UnstyledButton
      className={classes.problem}
      data-severity={problem.severity}
      data-chosen={chosen || undefined}
      onClick={onSelect}
    >
      <Icon size={16} stroke={1.8} className={classes.icon} aria-label={isError ? 'Error' : 'Warning'} />
      <span className={classes.text}>
        {problem.element_id !== null && (
          <span className={classes.element}>
            {problem.element_name ??
              (problem.element_type ? typeInWords(problem.element_type) : problem.element_id)}
            <span className="mw-key">{problem.element_id}</span>
          </span>
        )}
        <span className={classes.message}>{problem.message}</span>
        {place && <span className={classes.place}>{place}</span>}
      </span>
    </UnstyledButton>
  );
}

function inWords(problems: readonly DeploymentProblem[]) {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const also = warnings > 0 && ` and ${counted(warnings, 'warning')}`;
  if (errors > 0) {
    return (
      <>
        <IconCircleX size={18} color="var(--mw-broken)" aria-hidden="true" />
        <span>
          <strong>{counted(errors, 'problem')}</strong>
          {also}
        </span>
      </>
    );
  }
  return (
    <>
      <IconCircleCheck size={18} color="var(--mw-done)" aria-hidden="true" />
      <span>
        <strong>Ready to deploy</strong>
        {warnings > 0 && `, with ${counted(warnings, 'warning')}`}
      </span>
    </>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
