import type { Path } from "../values/path.ts";

/** Reason why a template cannot be evaluated. Stable. */
export type RefusalKind =
  | "expression-malformed"
  | "function-unknown"
  | "argument-not-allowed"
  | "name-unknown"
  | "value-not-allowed"
  | "part-unknown"
  | "known-when-deployed"
  | "secret"
  | "not-in-the-file"
  | "refers-to-itself"
  | "too-large";

/** Meaning of each kind, as a clause about the template. */
export const REFUSAL_KINDS: Readonly<Record<RefusalKind, string>> = {
  "expression-malformed": "has an expression that is not well-formed",
  "function-unknown": "calls a function that keeper does not evaluate",
  "argument-not-allowed": "calls a function with an argument that it does not take",
  "name-unknown": "names something that does not exist",
  "value-not-allowed": "has a value that is not allowed there",
  "part-unknown": "has a part that keeper does not read",
  "known-when-deployed": "needs a value that only its deployment knows",
  secret: "would write a secure parameter into definitions",
  "not-in-the-file": "refers to another file or to a vault",
  "refers-to-itself": "has a parameter or variable that refers to itself",
  "too-large": "needs more work than is done for one template",
} satisfies Record<RefusalKind, string>;

/** Place in a template, or in the values that are passed to it. */
export interface TemplatePlace {
  /** A name of the document: the template's own is `template`. */
  readonly document: string;
  readonly path: Path;
}

/** What cannot be evaluated, where and why. It never quotes a value of a secure parameter. */
export interface TemplateRefusal {
  readonly kind: RefusalKind;
  readonly at: TemplatePlace;
  /** The problem, as a clause without subject. */
  readonly problem: string;
  /** What to do, in the imperative; undefined where only the template can be changed. */
  readonly fix?: string;
}

/**
 * Ends an evaluation. It never leaves this room: `expandTemplate` returns the refusal as a value. Evaluation is
 * recursive in every part of the language, so that an exception keeps it readable.
 */
export class Refused extends Error {
  readonly refusal: TemplateRefusal;

  constructor(refusal: TemplateRefusal) {
    super(refusal.problem);
    this.refusal = refusal;
  }
}

/** Ends an evaluation at a place. */
export function refuse(kind: RefusalKind, at: TemplatePlace, problem: string, fix?: string): never {
  throw new Refused(fix === undefined ? { kind, at, problem } : { kind, at, problem, fix });
}

/** A place one or more steps deeper. */
export function inside({ document, path }: TemplatePlace, ...steps: Path): TemplatePlace {
  return { document, path: [...path, ...steps] };
}
