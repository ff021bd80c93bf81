import { expect, it } from 'vitest';
import { isClosed, placesFor } from './places';

it('closes to business users what they are not offered, and all below it', () => {
  expect(placesFor(['business_user']).map((place) => place.to)).toEqual(['/tasks', '/start']);
  for (const path of ['/processes', '/processes/order', '/incidents', '/diagrams']) {
    expect(isClosed(path, ['business_user'])).toBe(true);
    expect(isClosed(path, ['operator'])).toBe(false);
  }
});

it('closes no instance: who may see one, the server says', () => {
  expect(isClosed('/instances/7', ['business_user'])).toBe(false);
});

it('does not close an address that only begins like a place', () => {
  expect(isClosed('/processes-of-old', ['business_user'])).toBe(false);
});
