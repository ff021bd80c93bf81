import { expect, test } from 'vitest';
import { type Kind, readVariables } from './writtenVariables';

const row = (id: number, name: string, kind: Kind, text: string) => ({ id, name, kind, text });

test('each kind becomes the value it says', () => {
  const rows = [
    row(1, 'customer', 'text', '007'),
    row(2, 'amount', 'number', ' 12,5 '),
    row(3, 'urgent', 'yes or no', 'yes'),
    row(4, 'items', 'JSON', '[{"sku": "A1"}]'),
  ];
  expect(readVariables(rows)).toEqual({
    variables: { customer: '007', amount: 12.5, urgent: true, items: [{ sku: 'A1' }] },
  });
});

test('an empty row is no variable', () => {
  expect(readVariables([row(1, '', 'text', '')])).toEqual({ variables: {} });
});

test('every row that cannot be read is told, none is guessed', () => {
  const rows = [
    row(1, '', 'text', 'lost'),
    row(2, 'amount', 'number', 'ten'),
    row(3, 'items', 'JSON', '[1,'),
    row(4, 'amount2', 'number', ''),
  ];
  const read = readVariables(rows);
  expect('problems' in read && Object.keys(read.problems)).toEqual(['1', '2', '3', '4']);
});

test('a name stands for one value', () => {
  const read = readVariables([row(1, 'a', 'text', 'x'), row(2, ' a ', 'text', 'y')]);
  expect(read).toEqual({ problems: { 2: 'There are two variables called a.' } });
});
