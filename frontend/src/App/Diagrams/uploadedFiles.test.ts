import { expect, test } from 'vitest';
import { readFiles, withFiles } from './uploadedFiles';

const file = (name: string, text: string) => new File([text], name);

test('a diagram is drawn, a form is not', async () => {
  const read = await readFiles([file('claim.bpmn', '<xml/>'), file('claim.form', '{}')]);
  expect(read.map((each) => each.isDiagram)).toEqual([true, false]);
});

test('a mended file replaces the one of the same name and keeps its place', async () => {
  const known = await readFiles([file('a.bpmn', 'old'), file('b.form', '{}')]);
  const files = withFiles(known, await readFiles([file('a.bpmn', 'new')]));
  expect(files.map((each) => each.file.name)).toEqual(['a.bpmn', 'b.form']);
  expect(await files[0]?.file.text()).toBe('new');
});
