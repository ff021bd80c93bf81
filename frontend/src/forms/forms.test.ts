import { describe, expect, test } from 'vitest';
import { placeErrors } from './fieldErrors';
import { mergeDraft } from './mergeDraft';
import { EACH, fieldsOf, submitLabel } from './schema';
import { Verdicts } from './Verdicts';

const schema = {
  type: 'default',
  components: [
    { id: 'f1', type: 'textfield', key: 'applicant', label: 'Applicant' },
    { id: 'f2', type: 'number', key: 'claim.amount' },
    { id: 'g1', type: 'group', path: 'address', components: [{ id: 'f3', type: 'textfield', key: 'city' }] },
    {
      id: 'l1',
      type: 'dynamiclist',
      path: 'items',
      components: [
        { id: 'f4', type: 'textfield', key: 'title' },
        {
          id: 'l2',
          type: 'dynamiclist',
          path: 'parts',
          components: [{ id: 'f5', type: 'number', key: 'price' }],
        },
      ],
    },
    { id: 'g2', type: 'group', components: [{ id: 'b', type: 'button', label: 'Approve the claim' }] },
  ],
};

describe('the fields of a form', () => {
  test('have a path through groups and lists', () => {
    expect(fieldsOf(schema).map(({ id, path }) => [id, ...path])).toEqual([
      ['f1', 'applicant'],
      ['f2', 'claim', 'amount'],
      ['f3', 'address', 'city'],
      ['f4', 'items', EACH, 'title'],
      ['f5', 'items', EACH, 'parts', EACH, 'price'],
    ]);
  });

  test('are labelled, and submitted by the label of the button inside', () => {
    expect(fieldsOf(schema)[0]?.label).toBe('Applicant');
    expect(submitLabel(schema)).toBe('Approve the claim');
    expect(
      submitLabel({ components: [{ type: 'button', action: 'reset', label: 'Start over' }] }),
    ).toBeUndefined();
    expect(submitLabel({ components: [{ type: 'button', label: '="Pay " + amount' }] })).toBeUndefined();
  });
});

describe('errors of the server', () => {
  const placeOf = (field: string) => {
    const [place] = placeErrors(schema, [{ field, message: 'no' }]).placed;
    return place && [place.fieldId, ...place.entries];
  };

  test('find the field by its variable', () => {
    expect(placeOf('applicant')).toEqual(['f1']);
    expect(placeOf('claim.amount')).toEqual(['f2']);
    expect(placeOf('address.city')).toEqual(['f3']);
  });

  test('find the entry of a list, also of a list in a list', () => {
    expect(placeOf('items[2].title')).toEqual(['f4', 2]);
    expect(placeOf('items.2.title')).toEqual(['f4', 2]);
    expect(placeOf('items[2].parts[0].price')).toEqual(['f5', 2, 0]);
  });

  test('inside a value belong to the field that edits the whole value', () => {
    expect(placeOf('applicant.name')).toEqual(['f1']);
  });

  test('without a field are not lost', () => {
    const errors = [{ field: 'risk', message: 'is missing' }, { message: 'Ask your manager.' }];
    expect(placeErrors(schema, errors)).toEqual({ placed: [], unplaced: errors });
  });
});

describe('a verdict of the server', () => {
  const verdict = (fieldId: string, message: string, entries: number[] = []) => ({
    fieldId,
    entries,
    error: { message },
  });

  test('stands while the value is the one that was refused', () => {
    const verdicts = new Verdicts();
    verdicts.pass([verdict('f1', 'too long'), verdict('f1', 'unknown')]);
    expect(verdicts.on({ id: 'f1' }, 'Ada')).toEqual(['too long', 'unknown']);
    expect(verdicts.on({ id: 'f1' }, 'Ben')).toEqual([]);
    expect(verdicts.on({ id: 'f1' }, 'Ada')).toEqual(['too long', 'unknown']);
  });

  test('is about one entry of a list', () => {
    const verdicts = new Verdicts();
    verdicts.pass([verdict('f4', 'no', [1])]);
    expect(verdicts.on({ id: 'f4', indexes: { l1: 0 } }, 'a')).toEqual([]);
    expect(verdicts.on({ id: 'f4', indexes: { l1: 1 } }, 'a')).toEqual(['no']);
  });

  test('about a field that is not drawn is known as unseen', () => {
    const verdicts = new Verdicts();
    verdicts.pass([verdict('f1', 'no'), verdict('f2', 'no')]);
    verdicts.on({ id: 'f1' }, 'a');
    expect(verdicts.unseen.map((each) => each.fieldId)).toEqual(['f2']);
  });

  test('is lifted when the form is sent again', () => {
    const verdicts = new Verdicts();
    verdicts.pass([verdict('f1', 'no')]);
    verdicts.lift();
    expect(verdicts.on({ id: 'f1' }, 'a')).toEqual([]);
  });
});

describe('a draft', () => {
  test('is laid over the variables, part by part', () => {
    const variables = { amount: 10, applicant: { name: 'Ada', city: 'Rome' }, tags: ['a', 'b'] };
    expect(mergeDraft(variables, { applicant: { city: 'Turin' }, tags: [] })).toEqual({
      amount: 10,
      applicant: { name: 'Ada', city: 'Turin' },
      tags: [],
    });
  });

  test('may take a value away', () => {
    expect(mergeDraft({ amount: 10 }, { amount: null })).toEqual({ amount: null });
  });

  test('that does not exist changes nothing', () => {
    const variables = { amount: 10 };
    expect(mergeDraft(variables, null)).toBe(variables);
  });
});
