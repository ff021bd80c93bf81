/**
 * The part of a form-js schema that we read ourselves. A component with a `key` is a field: its key, below the paths of the groups
 * around it, names a variable or a part of one. A dynamic list repeats its components once per entry of its list.
 */
import type { FormSchema } from '~/api/types';

export interface FormComponent {
  id?: string;
  type?: string;
  key?: string;
  path?: string;
  label?: string;
  action?: string;
  components?: FormComponent[];
}

export interface Field {
  id: string;
  /** Names and, in a dynamic list, `EACH` for the number of the entry. */
  path: readonly (string | typeof EACH)[];
  label: string;
}

export const EACH = Symbol('each entry of a list');

export function componentsOf(schema: FormSchema | FormComponent): FormComponent[] {
  const { components } = schema as FormComponent;
  return Array.isArray(components) ? components : [];
}

export function fieldsOf(schema: FormSchema | FormComponent, path: Field['path'] = []): Field[] {
  return componentsOf(schema).flatMap((component) => {
    const { id, key, components, type } = component;
    if (key && id) return [{ id, path: [...path, ...key.split('.')], label: component.label || key }];
    if (!components) return [];
    const below = component.path ? [...path, ...component.path.split('.')] : path;
    return fieldsOf(component, type === 'dynamiclist' ? [...below, EACH] : below);
  });
}

/**
 * What the form's own submit button says ("Approve"), for the one button of the screen, which stands in for it.
 * A label that is an expression or a template is left to form-js and not repeated.
 */
export function submitLabel(schema: FormSchema | FormComponent): string | undefined {
  for (const component of componentsOf(schema)) {
    if (component.type === 'button' && (component.action ?? 'submit') === 'submit') {
      return component.label && !/^=|\{\{/.test(component.label) ? component.label : undefined;
    }
    const inner = submitLabel(component);
    if (inner) return inner;
  }
  return undefined;
}
