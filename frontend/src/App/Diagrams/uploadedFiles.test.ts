import { expect, test } from 'vitest';
import { readFiles, withFiles } from './uploadedFiles';

const file = (name: string, text: string) => new File([text], name);

test('a diagram is read to be drawn, a form is not', async () => {
  const read = await readFiles([file('claim.bpmn', '<xml/>'), file('claim.form', '{}')]);
  expect(read.map((each) => each.xml)).toEqual(['<xml/>', null]);
});

test('a mended file replaces the one of the same name and keeps its place', async () => {
  const known = await readFiles([file('a.bpmn', 'old'), file('b.form', '{}')]);
  const files = withFiles(known, await readFiles([file('a.bpmn', 'new')]));
  expect(files.map((each) => [each.file.name, each.xml])).toEqual([
    ['a.bpmn', 'new'],
    ['b.form', null],
  ]);
});
