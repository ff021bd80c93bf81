/** The deployed diagrams, and the way new ones come in: drop files, see every problem, deploy. */
import { Button, FileButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconUpload } from '@tabler/icons-react';
import { useMayDeploy } from '~/App/Shell/rights';
import { PageHeader } from '~/panels/PageHeader';
import { DefinitionList } from './DefinitionList';
import { DropHint } from './DropHint';
import { Upload } from './Upload';
import { useFileDrop } from './useFileDrop';
import { useUpload } from './useUpload';

const KINDS_OF_FILES = '.bpmn,.xml,.dmn,.form,.json';

export function Diagrams() {
  const mayDeploy = useMayDeploy();
  const upload = useUpload();
  const over = useFileDrop(upload.add, mayDeploy);
  useDocumentTitle('Diagrams · Meanwhile');
  return (
    <>
      <PageHeader
        title="Diagrams"
        actions={
          mayDeploy && (
            <FileButton multiple accept={KINDS_OF_FILES} onChange={upload.add} resetRef={upload.picker}>
              {(props) => (
                <Button {...props} leftSection={<IconUpload size={14} />}>
                  Upload files
                </Button>
              )}
            </FileButton>
          )
        }
      />
      {upload.files.length > 0 && <Upload upload={upload} />}
      {mayDeploy && upload.files.length === 0 && <DropHint />}
      <DefinitionList />
      {over && <DropHint over />}
    </>
  );
}
