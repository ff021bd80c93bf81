/**
 * Modelers store the width of a label outside its shape as measured in Arial, and bpmn-js breaks lines, and if it must
 * words, to that width. Our font runs a little wider, so the box does too, about its middle: lines stay as they were drawn.
 */
import TextRenderer from 'bpmn-js/lib/draw/TextRenderer';

type CreateText = TextRenderer['createText'];
type Layout = NonNullable<Parameters<CreateText>[1]>;

const WIDER_THAN_ARIAL = 1.1;

class RoomyTextRenderer extends TextRenderer {
  static override $inject = ['config.textRenderer'];

  constructor(config: ConstructorParameters<typeof TextRenderer>[0]) {
    super(config);
    const createText: CreateText = this.createText;
    this.createText = (text, options) => {
      const box = options?.box;
      if (!box?.width || options?.style?.fontSize !== this.getExternalStyle().fontSize) {
        return createText(text, options);
      }
      const width = Math.max(box.width * WIDER_THAN_ARIAL, this.#longestWord(text, options) + 1);
      const drawn = createText(text, { ...options, box: { ...box, width } });
      drawn.setAttribute('transform', `translate(${(box.width - width) / 2} 0)`);
      return drawn;
    };
  }

  #longestWord(text: string, { style }: Layout): number {
    const widths = text
      .split(/\s+/)
      .map((word) => this.getDimensions(word, { style, box: { width: 1_000, height: 30 } }).width);
    return Math.max(0, ...widths);
  }
}

export const RoomyTextModule = { textRenderer: ['type', RoomyTextRenderer] };
