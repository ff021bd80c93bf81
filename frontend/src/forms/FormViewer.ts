/**
 * The only file that drives form-js. It draws one schema into one element and hands out what people wrote, as variables.
 * Two members it uses are marked as internal by form-js: there is no public way to read answers that are not finished.
 */
import { Form } from '@bpmn-io/form-js-viewer';
import type { FieldError } from '~/api/problem';
import type { FormSchema, Variables } from '~/api/types';
import { placeErrors } from './fieldErrors';
import { type FieldInstance, Verdicts } from './Verdicts';

export interface FormListener {
  /** Somebody changed a field. */
  onChange(): void;
  /** Submitted, by us or by Enter in a field, with answers that the form's own rules accept. */
  onSubmit(variables: Variables): void;
}

interface Validator {
  validateFieldInstance(field: FieldInstance, value: unknown): string[];
}

export class FormViewer {
  readonly #container: HTMLElement;
  readonly #form: Form;
  readonly #verdicts = new Verdicts();

  constructor(container: HTMLElement, listener: FormListener) {
    this.#container = container;
    // By default form-js hears a keystroke 300 ms late: whoever submits by keyboard would lose the last letters.
    const options = { container, debounce: false };
    this.#form = new Form(options);
    this.#judgeWithTheServer();
    // form-js also tells of values it tidies up by itself; nobody has written anything then.
    let touched = false;
    for (const kind of ['input', 'pointerdown', 'keydown']) {
      container.addEventListener(kind, () => (touched = true), { capture: true });
    }
    this.#form.on('field.updated', () => touched && listener.onChange());
    this.#form.on('presubmit', () => this.#verdicts.lift());
    this.#form.on('submit', ({ data, errors }: { data: Variables; errors: object }) => {
      if (Object.keys(errors).length === 0) listener.onSubmit(structuredClone(data));
      else this.#showFirstError();
    });
  }

  async show(schema: FormSchema, data: Variables): Promise<void> {
    await this.#form.importSchema(schema, data);
  }

  set readOnly(readOnly: boolean) {
    this.#form.setProperty('readOnly', readOnly);
  }

  /** Checks all fields; the listener hears of it if they are fine, the first that is not is focused. */
  submit(): void {
    this.#form.submit();
  }

  /** What is written now, checked or not. */
  get data(): Variables {
    return structuredClone(this.#form._getSubmitData());
  }

  /** Shows errors at their fields; answers those that have none on the screen. */
  showErrors(errors: readonly FieldError[]): FieldError[] {
    const { placed, unplaced } = placeErrors(this.#form._getState().schema, errors);
    this.#verdicts.pass(placed);
    this.#form.validate();
    this.#showFirstError();
    return [...unplaced, ...this.#verdicts.unseen.map((each) => each.error)];
  }

  destroy(): void {
    this.#form.destroy();
  }

  /** form-js checks a field on each change, on leaving it and on submit; the server's verdicts are one more of its rules. */
  #judgeWithTheServer(): void {
    const validator = this.#form.get<Validator>('validator');
    const ownRules = validator.validateFieldInstance.bind(validator);
    validator.validateFieldInstance = (field, value) => [
      ...ownRules(field, value),
      ...this.#verdicts.on(field, value),
    ];
  }

  #showFirstError(): void {
    // form-js draws on the next frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const field = this.#container.querySelector<HTMLElement>('.fjs-has-errors');
        field?.scrollIntoView({ block: 'nearest' });
        field?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true });
      }),
    );
  }
}
