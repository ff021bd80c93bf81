import { expect, it } from 'vitest';
import { type Badge, EMPTY_PICTURE, type Picture } from './Picture';
import { pictureDifference } from './pictureDifference';

const badge = (active: number): Badge => ({ active, kind: 'runs', incidents: 0, age: '2 s', title: '' });
const picture = (parts: Partial<Picture>): Picture => ({ ...EMPTY_PICTURE, ...parts });

it('finds nothing to do between equal pictures', () => {
  const same = () =>
    picture({ badges: { a: badge(1) }, marks: { a: ['runs'] }, flows: { f: 1 }, widths: { f: 2 } });
  expect(pictureDifference(same(), same())).toEqual({
    badgesToShow: [],
    badgesToRemove: [],
    marksToAdd: [],
    marksToRemove: [],
    travels: [],
    widths: [],
  });
});

it('touches only the badge that changed', () => {
  const difference = pictureDifference(
    picture({ badges: { a: badge(1), b: badge(1), c: badge(1) } }),
    picture({ badges: { a: badge(1), b: badge(2) } }),
  );
  expect(difference.badgesToShow.map(([id]) => id)).toEqual(['b']);
  expect(difference.badgesToRemove).toEqual(['c']);
});

it('exchanges one mark for another', () => {
  const difference = pictureDifference(
    picture({ marks: { a: ['runs', 'selected'] } }),
    picture({ marks: { a: ['passed', 'selected'] } }),
  );
  expect(difference.marksToAdd).toEqual([['a', 'passed']]);
  expect(difference.marksToRemove).toEqual([['a', 'runs']]);
});

it('sends a token along a flow that was taken again, and along no other', () => {
  const difference = pictureDifference(
    picture({ flows: { f: 1, g: 4, h: 2 } }),
    picture({ flows: { f: 2, g: 4, h: 1, i: 1 } }),
  );
  expect(difference.travels).toEqual(['f', 'i']);
});

it('gives a flow its own line back', () => {
  const difference = pictureDifference(picture({ widths: { f: 3, g: 5 } }), picture({ widths: { g: 6 } }));
  expect(difference.widths).toEqual([
    ['g', 6],
    ['f', null],
  ]);
});
