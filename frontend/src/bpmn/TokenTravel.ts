/** A dot that runs along a sequence flow when a token has taken it, so that the eye catches where things happen. */
import type Canvas from 'diagram-js/lib/core/Canvas';

interface Dot {
  circle: SVGCircleElement;
  path: SVGPathElement;
  length: number;
  startsAt: number;
  duration: number;
}

const PIXELS_PER_MS = 0.28;
const LAYER = 'mw-tokens';
/** On a very busy diagram more dots than this are noise. */
const MOST = 48;

export class TokenTravel {
  #canvas: Canvas;
  #pathOf: (flowId: string) => SVGPathElement | null;
  #dots: Dot[] = [];
  #frame = 0;

  constructor(canvas: Canvas, pathOf: (flowId: string) => SVGPathElement | null) {
    this.#canvas = canvas;
    this.#pathOf = pathOf;
  }

  send(flowIds: readonly string[]): void {
    if (flowIds.length === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    if (document.visibilityState === 'hidden') return;
    const layer = this.#canvas.getLayer(LAYER, 10);
    // Flows passed in one stroke are run one after the other, in the order they were reported.
    flowIds.slice(0, MOST - this.#dots.length).forEach((id, index) => {
      const path = this.#pathOf(id);
      if (!path) return;
      const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      circle.setAttribute('class', 'mw-token');
      circle.setAttribute('r', '5');
      circle.style.opacity = '0';
      layer.append(circle);
      const length = path.getTotalLength();
      const duration = Math.min(1100, Math.max(350, length / PIXELS_PER_MS));
      this.#dots.push({ circle, path, length, startsAt: performance.now() + index * 90, duration });
    });
    if (this.#dots.length > 0 && this.#frame === 0) this.#frame = requestAnimationFrame(this.#move);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const dot of this.#dots) dot.circle.remove();
    this.#dots = [];
  }

  #move = (now: number): void => {
    this.#dots = this.#dots.filter((dot) => {
      const progress = (now - dot.startsAt) / dot.duration;
      if (progress >= 1) {
        dot.circle.remove();
        return false;
      }
      if (progress >= 0) {
        const eased = progress < 0.5 ? 2 * progress ** 2 : 1 - (-2 * progress + 2) ** 2 / 2;
        const { x, y } = dot.path.getPointAtLength(eased * dot.length);
        dot.circle.setAttribute('cx', String(x));
        dot.circle.setAttribute('cy', String(y));
        dot.circle.style.opacity = String(Math.min(1, Math.min(progress, 1 - progress) * 8));
      }
      return true;
    });
    this.#frame = this.#dots.length > 0 ? requestAnimationFrame(this.#move) : 0;
  };
}
