/** An upload: files come in, are checked as often as they change, and are deployed together or not at all. */
import { useRef, useState } from 'react';
import { useCheckDeployment, useDeploy } from '~/api/deployments';
import { ApiProblem } from '~/api/problem';
import type { Deployment, DeploymentProblem } from '~/api/types';
import { readFiles, type UploadedFile, withFiles } from './uploadedFiles';

export type Verdict =
  | { phase: 'checking' }
  | { phase: 'fine'; problems: readonly DeploymentProblem[] }
  | { phase: 'refused'; problems: readonly DeploymentProblem[] }
  | { phase: 'failed'; error: Error }
  | { phase: 'deployed'; deployment: Deployment };

export interface UploadState {
  files: readonly UploadedFile[];
  verdict: Verdict;
  deploying: boolean;
  picker: React.RefObject<(() => void) | null>;
  add: (files: File[]) => void;
  remove: (name: string) => void;
  recheck: () => void;
  deploy: () => void;
  close: () => void;
}

export function useUpload(): UploadState {
  const [files, setFiles] = useState<readonly UploadedFile[]>([]);
  const [unreadable, setUnreadable] = useState<Error | null>(null);
  const checking = useCheckDeployment();
  const deploying = useDeploy();
  const picker = useRef<(() => void) | null>(null);

  const change = (next: readonly UploadedFile[]) => {
    setFiles(next);
    setUnreadable(null);
    deploying.reset();
    if (next.length > 0) checking.mutate(next.map((each) => each.file));
    else checking.reset();
  };
  const add = (chosen: File[]) => {
    if (chosen.length === 0) return;
    // After a deployment the next files begin a new upload.
    const known = deploying.isSuccess ? [] : files;
    readFiles(chosen).then(
      (added) => change(withFiles(known, added)),
      (reason: unknown) => setUnreadable(reason instanceof Error ? reason : new Error(String(reason))),
    );
    // The same file may be chosen again, after it was mended.
    picker.current?.();
  };
  return {
    files,
    verdict: unreadable ? { phase: 'failed', error: unreadable } : verdictOf(checking, deploying),
    deploying: deploying.isPending,
    picker,
    add,
    remove: (name) => change(files.filter((each) => each.file.name !== name)),
    recheck: () => change(files),
    deploy: () => deploying.mutate(files.map((each) => each.file)),
    close: () => change([]),
  };
}

type Asked = Pick<ReturnType<typeof useDeploy>, 'data' | 'error'>;

function verdictOf(checked: Asked, deployed: Asked): Verdict {
  if (deployed.data) return { phase: 'deployed', deployment: deployed.data };
  const error = deployed.error ?? checked.error;
  if (error instanceof ApiProblem && error.problems.length > 0) {
    return { phase: 'refused', problems: error.problems };
  }
  if (error) return { phase: 'failed', error };
  return checked.data ? { phase: 'fine', problems: checked.data.warnings } : { phase: 'checking' };
}
