/**
 * The only file that drives bpmn-js. It opens a diagram, keeps it in view, tells which element was clicked, and brings the
 * drawing from one wanted picture to the next.
 */
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';
import OutlineModule from 'bpmn-js/lib/features/outline';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Outline from 'diagram-js/lib/features/outline/Outline';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import { badgePlace, PINS } from './badgePlace';
import { badgeSize, drawBadge } from './drawBadge';
import { type Definitions, type Drawing, drawingFor, drawingsOf } from './drawings';
import { type DiagramElement, describeElements, idOf, type RegisteredElement } from './elements';
import { closerView, fittedView, type View } from './fittedView';
import { middleOf, obstaclesAround, partsOf, rootOf } from './geometry';
import { type Badge, EMPTY_PICTURE, type Mark, type Picture } from './Picture';
import { pictureDifference } from './pictureDifference';
import { RoomyTextModule } from './RoomyTextRenderer';
import type { Rectangle } from './rectangles';
import { TokenTravel } from './TokenTravel';

type Services = {
  canvas: Canvas;
  elementRegistry: ElementRegistry;
  eventBus: EventBus;
  outline: Outline;
  overlays: Overlays;
};

/** What came of opening a diagram. */
export interface Opened {
  elements: DiagramElement[];
  drawings: Drawing[];
  /** The one that is seen. */
  drawing: string | null;
  /** What bpmn-js could not make sense of, in its words. */
  warnings: string[];
}

/** bpmn-js declares texts, and gives these. */
interface Warning {
  message: string;
}

/** The file is a diagram, but an empty one. */
export class NothingDrawn extends Error {
  override name = 'NothingDrawn';
}

const NO_DRAWING = 'no diagram to display';
const FONT = "'Geist Variable', ui-sans-serif, system-ui, sans-serif";
/** Marks that draw a ring around the element, for which bpmn-js needs an outline. */
const RINGED: ReadonlySet<Mark> = new Set([
  'runs',
  'person',
  'waits',
  'broken',
  'selected',
  'error',
  'warning',
]);
/** Below this, labels cannot be read: a narrow screen first shows where the tokens are, and all of it on demand. */
const SMALLEST_READABLE = 0.4;
const CLOSE = 0.66;
/** A badge may shrink and grow with the diagram only as far as its numbers stay easy to read. */
const BADGE_SCALE = { min: 0.88, max: 1.1 };

export class BpmnViewer {
  #viewer: NavigatedViewer<Services>;
  #shown: Picture = EMPTY_PICTURE;
  #badges = new Map<string, HTMLElement>();
  #traffic = new Map<string, SVGPathElement>();
  #travel: TokenTravel | null = null;
  /** Ids of elements that bpmn-js draws under another id. */
  #drawnIds = new Map<string, string>();
  #opened = false;
  #onSelect: (elementId: string | null) => void;
  /** Until the reader moves the diagram, it is fitted anew whenever its room changes. */
  #movedByReader = false;
  #fitting = false;

  constructor(container: HTMLElement, onSelect: (elementId: string | null) => void) {
    this.#onSelect = onSelect;
    this.#viewer = new NavigatedViewer<Services>({
      container,
      additionalModules: [OutlineModule, RoomyTextModule],
      bpmnRenderer: {
        defaultFillColor: 'var(--mw-shape)',
        defaultStrokeColor: 'var(--mw-stroke)',
        defaultLabelColor: 'var(--mw-label)',
      },
      textRenderer: {
        defaultStyle: { fontFamily: FONT, fontSize: 12, lineHeight: 1.25 },
        externalStyle: { fontFamily: FONT, fontSize: 11, lineHeight: 1.25 },
      },
    });
    const bus = this.#viewer.get('eventBus');
    bus.on('element.click', (event: { element: RegisteredElement }) => this.#clicked(event.element));
    bus.on('root.set', () => this.#turned());
    bus.on('canvas.viewbox.changing', () => {
      if (!this.#fitting) this.#movedByReader = true;
    });
  }

  /** Draws a diagram and tells what is on it; rejects when the XML holds no diagram. */
  async open(xml: string, processId?: string): Promise<Opened> {
    this.#forgetPicture();
    // Labels are broken into lines by measured width, so the font must be there before they are.
    await Promise.allSettled([document.fonts.load(`12px ${FONT}`)]);
    const { warnings } = await this.#viewer.importXML(xml).catch((reason: Error) => {
      throw reason.message === NO_DRAWING ? new NothingDrawn() : reason;
    });
    const wanted = drawingFor(this.#definitions(), processId);
    if (wanted !== undefined && wanted !== this.#definitions().diagrams?.[0]?.id) return this.turnTo(wanted);
    return this.#drawn(wanted, warnings as unknown as Warning[]);
  }

  /** Draws another one of the file's drawings. */
  async turnTo(drawing: string): Promise<Opened> {
    this.#forgetPicture();
    const { warnings } = await this.#viewer.open(drawing);
    return this.#drawn(drawing, warnings as unknown as Warning[]);
  }

  #drawn(drawing: string | undefined, warnings: readonly Warning[]): Opened {
    this.#opened = true;
    this.#viewer.get('elementRegistry').forEach((each: unknown) => {
      const { type, id, businessObject } = each as RegisteredElement;
      const own = businessObject && type !== 'label' ? idOf(businessObject) : id;
      if (own !== id) this.#drawnIds.set(own, id);
    });
    this.#travel = new TokenTravel(this.#viewer.get('canvas'), (id) => this.#pathOf(id));
    this.#look(SMALLEST_READABLE);
    return {
      elements: describeElements(this.#viewer.get('elementRegistry')),
      drawings: drawingsOf(this.#definitions()),
      drawing: drawing ?? null,
      warnings: warnings.map(({ message }) => message),
    };
  }

  #definitions(): Definitions {
    return this.#viewer.getDefinitions() as unknown as Definitions;
  }

  show(picture: Picture): void {
    if (!this.#opened) return;
    const firstPicture = this.#shown === EMPTY_PICTURE;
    const difference = pictureDifference(this.#shown, picture);
    this.#shown = picture;
    if (firstPicture && !this.#movedByReader) this.#look(SMALLEST_READABLE);
    for (const [id, mark] of difference.marksToRemove) this.#mark(id, mark, false);
    for (const [id, mark] of difference.marksToAdd) this.#mark(id, mark, true);
    const selected = difference.marksToAdd.find(([, mark]) => mark === 'selected');
    if (selected) this.#turnToPlaneOf(selected[0]);
    for (const id of difference.badgesToRemove) this.#removeBadge(id);
    for (const [id, badge] of difference.badgesToShow) this.#showBadge(id, badge);
    for (const [id, width] of difference.widths) this.#setWidth(id, width);
    if (!firstPicture) this.#travel?.send(difference.travels);
  }

  /** The whole diagram, however small it becomes. */
  fit(): void {
    if (this.#opened) this.#look(0);
  }

  /** The room for the diagram changed. */
  resized(): void {
    if (!this.#opened) return;
    if (this.#movedByReader) this.#viewer.get('canvas').resized();
    else this.#look(SMALLEST_READABLE);
  }

  /** Fits the diagram, but not below a scale: then a part of it is shown, with the tokens in it. */
  #look(smallest: number): void {
    const canvas = this.#viewer.get('canvas');
    this.#fitting = true;
    canvas.resized();
    const { inner, outer } = canvas.viewbox();
    if (outer.width > 0 && outer.height > 0 && inner.width > 0) {
      const parts = partsOf(this.#viewer.get('elementRegistry'), canvas.getRootElement());
      const whole = fittedView({ drawing: inner, parts, room: outer, floating: this.#floating() });
      const middle = this.#whereTokensAre() ?? { x: inner.x, y: inner.y + inner.height / 2 };
      const view: View = whole.scale >= smallest ? whole : closerView(inner, outer, CLOSE, middle);
      const { x, y, scale } = view;
      canvas.viewbox({ x, y, width: outer.width / scale, height: outer.height / scale });
    }
    this.#fitting = false;
    this.#movedByReader = false;
  }

  /** What lies over the canvas: everything that says so, and the mark of bpmn.io. */
  #floating(): Rectangle[] {
    const container = this.#viewer.get('canvas').getContainer();
    const at = container.getBoundingClientRect();
    const room = container.closest('[data-canvas-room]') ?? container.closest('.mw-diagram') ?? container;
    return [...room.querySelectorAll('[data-floats], .bjs-powered-by')].map((thing) => {
      const { x, y, width, height } = thing.getBoundingClientRect();
      return { x: x - at.x, y: y - at.y, width, height };
    });
  }

  /** The middle of the first element that has a badge. */
  #whereTokensAre(): { x: number; y: number } | null {
    for (const id of Object.keys(this.#shown.badges)) {
      const at = this.#element(id);
      if (at?.x !== undefined && at.y !== undefined && this.#isShown(at)) {
        return { x: at.x + (at.width ?? 0) / 2, y: at.y + (at.height ?? 0) / 2 };
      }
    }
    return null;
  }

  zoomBy(factor: number): void {
    const canvas = this.#viewer.get('canvas');
    canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * factor)));
  }

  destroy(): void {
    this.#travel?.stop();
    this.#viewer.destroy();
  }

  #clicked(element: RegisteredElement): void {
    // Pools and lanes are where things happen, not what happens.
    const isBackground = !element.parent || /^bpmn:(Participant|Lane)$/.test(element.type);
    this.#onSelect(isBackground || !element.businessObject ? null : idOf(element.businessObject));
  }

  #mark(id: string, mark: Mark, on: boolean): void {
    const element = this.#element(id);
    if (!element) return;
    const drawnId = element.id;
    const canvas = this.#viewer.get('canvas');
    if (on && RINGED.has(mark)) this.#viewer.get('outline').createOutline(element as never);
    // A name outside its shape is drawn apart, and steps back with it.
    const label = `${drawnId}_label`;
    const drawn = mark === 'ahead' && this.#element(label) ? [drawnId, label] : [drawnId];
    for (const each of drawn) {
      if (on) canvas.addMarker(each, `mw-${mark}`);
      else canvas.removeMarker(each, `mw-${mark}`);
    }
  }

  /** Traffic is drawn below the flow, so that its own line and arrow stay as they were modelled. */
  #setWidth(id: string, width: number | null): void {
    this.#traffic.get(id)?.remove();
    this.#traffic.delete(id);
    const path = this.#graphicsOf(id);
    if (width === null || !path) return;
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    line.setAttribute('d', path.getAttribute('d') ?? '');
    line.setAttribute('class', 'mw-traffic');
    line.style.strokeWidth = `${width}px`;
    line.style.display = this.#isShown(this.#element(id)) ? '' : 'none';
    this.#viewer.get('canvas').getLayer('mw-traffic', -1).append(line);
    this.#traffic.set(id, line);
  }

  #showBadge(id: string, badge: Badge): void {
    const drawn = this.#badges.get(id);
    if (drawn) {
      drawBadge(drawn, badge);
      return;
    }
    const element = this.#element(id);
    if (!element) return;
    const html = document.createElement('div');
    drawBadge(html, badge);
    this.#badges.set(id, html);
    const { at, pin } = this.#placeOf(element, badge);
    html.style.translate = `${-100 * pin[0]}% ${-100 * pin[1]}%`;
    html.style.transformOrigin = `${100 * pin[0]}% ${100 * pin[1]}%`;
    this.#viewer.get('overlays').add(element.id, 'mw-tokens', {
      position: at,
      scale: BADGE_SCALE,
      html,
    });
  }

  /** A point of the element, and the point of the badge that is pinned to it, in shares of its size. */
  #placeOf(element: RegisteredElement, badge: Badge) {
    if (element.waypoints) return { at: middleOf(element.waypoints), pin: [0.5, 0.5] as const };
    const { x = 0, y = 0, width = 0, height = 0 } = element;
    const zoom = this.#viewer.get('canvas').zoom();
    const drawn = Math.min(BADGE_SCALE.max, Math.max(BADGE_SCALE.min, zoom)) / zoom;
    const size = badgeSize(badge);
    const place = badgePlace({
      element: { x, y, width, height },
      badge: { width: size.width * drawn, height: size.height * drawn },
      obstacles: obstaclesAround(element, this.#viewer.get('elementRegistry')),
    });
    const [right, down] = PINS[place].element;
    return { at: { left: width * right, top: height * down }, pin: PINS[place].badge };
  }

  #removeBadge(id: string): void {
    this.#badges.delete(id);
    const element = this.#element(id);
    if (element) this.#viewer.get('overlays').remove({ element: element.id, type: 'mw-tokens' });
  }

  /** Undefined for the process itself, which has no shape, and for elements of another version. */
  #element(id: string): RegisteredElement | undefined {
    const drawnId = this.#drawnIds.get(id) ?? id;
    const element = this.#viewer.get('elementRegistry').get(drawnId) as RegisteredElement | undefined;
    return element?.parent ? element : undefined;
  }

  #graphicsOf(flowId: string): SVGPathElement | null {
    const element = this.#element(flowId);
    const graphics = element && this.#viewer.get('elementRegistry').getGraphics(element.id);
    return graphics?.querySelector<SVGPathElement>('.djs-visual > path') ?? null;
  }

  /** Flows that are not in view are not run along. */
  #pathOf(flowId: string): SVGPathElement | null {
    return this.#isShown(this.#element(flowId)) ? this.#graphicsOf(flowId) : null;
  }

  /** The inside of a collapsed subprocess is a plane of its own; only one plane is seen at a time. */
  #isShown(element: RegisteredElement | undefined): boolean {
    return element !== undefined && rootOf(element) === this.#viewer.get('canvas').getRootElement();
  }

  #turnToPlaneOf(id: string): void {
    const element = this.#element(id);
    if (element && !this.#isShown(element)) {
      this.#viewer.get('canvas').setRootElement(rootOf(element) as never);
    }
  }

  /** Another plane came into view, whoever wanted that. */
  #turned(): void {
    if (!this.#opened) return;
    for (const [id, line] of this.#traffic) {
      line.style.display = this.#isShown(this.#element(id)) ? '' : 'none';
    }
    this.#travel?.stop();
    this.#look(SMALLEST_READABLE);
  }

  #forgetPicture(): void {
    this.#travel?.stop();
    this.#badges.clear();
    this.#drawnIds.clear();
    for (const line of this.#traffic.values()) line.remove();
    this.#traffic.clear();
    this.#shown = EMPTY_PICTURE;
    this.#opened = false;
  }
}
