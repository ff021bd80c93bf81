/** Writes a badge into its element. The element stays the same while the numbers change, so that a change can be seen. */
import type { Badge } from './Picture';

export function drawBadge(into: HTMLElement, badge: Badge): void {
  const before = into.dataset.active;
  into.className = 'mw-badge';
  into.title = badge.title;
  into.dataset.active = String(badge.active);
  into.replaceChildren(
    ...(badge.incidents > 0 ? [pill('broken', `${badge.incidents}`, '!')] : []),
    ...(badge.active > 0 ? [pill(badge.kind, `${badge.active}`, null, badge.age)] : []),
  );
  if (before !== undefined && before !== into.dataset.active) {
    into.animate(
      [{ transform: 'translateX(-100%) scale(1.22)' }, { transform: 'translateX(-100%) scale(1)' }],
      { duration: 320, easing: 'cubic-bezier(.2,.9,.3,1)' },
    );
  }
}

function pill(kind: string, count: string, sign: string | null, age?: string | null): HTMLElement {
  const element = document.createElement('span');
  element.className = `mw-pill mw-pill-${kind}`;
  if (sign) element.append(text('mw-pill-sign', sign));
  element.append(text('mw-pill-count', count));
  if (age) element.append(text('mw-pill-age', age));
  return element;
}

function text(className: string, content: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = content;
  return span;
}
