/** Writes a badge into its element. The element stays the same while the numbers change, so that a change can be seen. */
import type { Badge } from './Picture';

export function drawBadge(into: HTMLElement, badge: Badge): void {
  const before = into.dataset.active;
  into.className = 'mw-badge';
  into.title = badge.title;
  into.dataset.active = String(badge.active);
  into.replaceChildren(
    ...(badge.incidents > 0 ? [pill('broken', `${badge.incidents}`)] : []),
    ...(badge.active > 0 ? [pill(badge.kind, `${badge.active}`, badge.age)] : []),
  );
  if (before !== undefined && before !== into.dataset.active) {
    into.animate([{ transform: 'scale(1.22)' }, { transform: 'scale(1)' }], {
      duration: 320,
      easing: 'cubic-bezier(.2,.9,.3,1)',
    });
  }
}

const HEIGHT = 20;
const PADDING = 14;
const GAP = 5;
const CHARACTER = 6.2;
const SIGN = 15;

/** About the size it will have, known before it is drawn. */
export function badgeSize({ active, incidents, age }: Badge): { width: number; height: number } {
  const broken = incidents > 0 ? PADDING + SIGN + CHARACTER * `${incidents}`.length : 0;
  const tokens =
    active > 0 ? PADDING + CHARACTER * `${active}`.length + (age ? GAP + CHARACTER * age.length : 0) : 0;
  return { width: broken + tokens + (broken && tokens ? 3 : 0), height: HEIGHT };
}

function pill(kind: string, count: string, age?: string | null): HTMLElement {
  const element = document.createElement('span');
  element.className = `mw-pill mw-pill-${kind}`;
  if (kind === 'broken') element.append(warningSign());
  element.append(text('mw-pill-count', count));
  if (age) element.append(text('mw-pill-age', age));
  return element;
}

/** A triangle with a mark of exclamation: broken is not told by colour alone. */
function warningSign(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('class', 'mw-pill-sign');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('fill-rule', 'evenodd');
  path.setAttribute('d', 'M6 .6 11.8 11H.2ZM5.4 4.2v3.2h1.2V4.2ZM5.4 8.4v1.3h1.2V8.4Z');
  svg.append(path);
  return svg;
}

const SVG = 'http://www.w3.org/2000/svg';

function text(className: string, content: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = content;
  return span;
}
