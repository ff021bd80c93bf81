import { describe, expect, it } from 'vitest';
import { KeyboardMap } from './shortcuts';

function mapWith(...keys: string[]) {
  const map = new KeyboardMap();
  const acted: string[] = [];
  for (const each of keys)
    map.register({ keys: each, label: each, group: 'test', act: () => acted.push(each) });
  return { map, acted };
}

const key = (name: string, options: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key: name, cancelable: true, ...options });

describe('the keyboard map', () => {
  it('acts on a single key', () => {
    const { map, acted } = mapWith('?');
    expect(map.press(key('?'))).toBe(true);
    expect(acted).toEqual(['?']);
  });

  it('waits for the second key of a pair', () => {
    const { map, acted } = mapWith('g t', 't');
    map.press(key('g'));
    expect(acted).toEqual([]);
    map.press(key('t'));
    expect(acted).toEqual(['g t']);
  });

  it('takes the second key alone when the pair means nothing', () => {
    const { map, acted } = mapWith('g t', 'j');
    map.press(key('g'));
    map.press(key('j'));
    expect(acted).toEqual(['j']);
  });

  it('acts for whoever has just chosen an answer: there is nothing to write in it', () => {
    const { map, acted } = mapWith('j');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.addEventListener('keydown', (event) => map.press(event));
    radio.dispatchEvent(key('j'));
    expect(acted).toEqual(['j']);
  });

  it('leaves keys to whoever is writing', () => {
    const { map, acted } = mapWith('j');
    const input = document.createElement('input');
    input.addEventListener('keydown', (event) => map.press(event));
    input.dispatchEvent(key('j'));
    expect(acted).toEqual([]);
  });

  it('hears the command key even while writing', () => {
    const { map, acted } = mapWith('mod+k');
    const input = document.createElement('input');
    input.addEventListener('keydown', (event) => map.press(event));
    input.dispatchEvent(key('k', { ctrlKey: true }));
    expect(acted).toEqual(['mod+k']);
  });

  it('gives the keys to the one registered last, and back when it is gone', () => {
    const map = new KeyboardMap();
    const acted: string[] = [];
    map.register({ keys: 'e', label: '', group: '', act: () => acted.push('page') });
    const remove = map.register({ keys: 'e', label: '', group: '', act: () => acted.push('panel') });
    map.press(key('e'));
    remove();
    map.press(key('e'));
    expect(acted).toEqual(['panel', 'page']);
  });

  it('leaves Enter to the link that has the focus', () => {
    const { map, acted } = mapWith('Enter');
    const link = document.createElement('a');
    link.addEventListener('keydown', (event) => map.press(event));
    link.dispatchEvent(key('Enter'));
    expect(acted).toEqual([]);
    map.press(key('Enter'));
    expect(acted).toEqual(['Enter']);
  });
});
