/**
 * A request that did not succeed, told as RFC 9457 problem details: what happened, and what in the request is to blame.
 * `status` 0 means that no answer came at all.
 */
import type { DeploymentProblem } from './types';

/** One part of the request that was not acceptable: a form field, a diagram element, a place in an expression. */
export type FieldError = { field?: string; element_id?: string; position?: number; message: string };

export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** A rejected deployment lists every problem of its diagrams. */
  readonly problems: readonly DeploymentProblem[];
  /** Members of the problem beyond those of RFC 9457, such as who claimed a task. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(status: number, body: unknown) {
    const { title, detail, errors, problems, ...extensions } = isRecord(body) ? body : {};
    const heading = typeof title === 'string' && title ? title : titleOf(status);
    const text = typeof detail === 'string' && detail ? detail : heading;
    super(text);
    this.name = 'ApiProblem';
    this.status = status;
    this.title = heading;
    this.detail = text;
    this.errors = Array.isArray(errors) ? (errors as FieldError[]) : [];
    this.problems = Array.isArray(problems) ? (problems as DeploymentProblem[]) : [];
    this.extensions = extensions;
  }

  static unreachable(): ApiProblem {
    return new ApiProblem(0, {
      title: 'No connection',
      detail: 'The server did not answer. Check the connection and try again.',
    });
  }

  get isUnreachable(): boolean {
    return this.status === 0;
  }

  get isForbidden(): boolean {
    return this.status === 401 || this.status === 403;
  }

  get isNotFound(): boolean {
    return this.status === 404;
  }

  /** What was asked for no longer fits the state: somebody else was quicker. */
  get isConflict(): boolean {
    return this.status === 409;
  }
}

const TITLES: Record<number, string> = {
  0: 'No connection',
  400: 'The request could not be read',
  401: 'You are not logged in',
  403: 'You may not do this',
  404: 'This does not exist',
  409: 'This is no longer possible',
  413: 'This is too big',
  422: 'This is not acceptable as it is',
  429: 'Too many attempts',
};

function titleOf(status: number): string {
  return TITLES[status] ?? (status >= 500 ? 'The server failed' : `The server answered with ${status}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
