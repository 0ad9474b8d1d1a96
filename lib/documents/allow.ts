import { isObject } from "../values/json-object.ts";
import type { Path } from "../values/path.ts";
import { failed, success } from "../values/result.ts";
import {
  documentProblem,
  MOST_PROBLEMS,
  type Problem,
  type ProblemKind,
  type Read,
  TOO_MANY,
} from "./problem.ts";

/*
 * Allow-listing of whole documents at the speed that thousands of stacks need: five times zod's, and without its
 * recursion into what is not ours. A part that is not named is refused, so is a value that is not as its part demands.
 */

/** Where inside a document a reading is, and what it found wrong so far. */
export class Walk {
  readonly #path: (string | number)[] = [];
  readonly #problems: Problem[] = [];

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Notes a problem here, or below here. @param allowed what would be accepted. @default - what the kind allows */
  refuse(
    kind: ProblemKind,
    problem: string,
    received: unknown,
    below: Path = [],
    allowed?: string,
  ): undefined {
    if (this.#problems.length > MOST_PROBLEMS) return;
    if (this.#problems.length === MOST_PROBLEMS) {
      this.#problems.push(TOO_MANY);
      return;
    }
    this.#problems.push(documentProblem(kind, [...this.#path, ...below], problem, received, allowed));
  }

  /** Reads what is below a key. */
  at<T>(key: string | number, allowed: Allowed<T>, value: unknown): T | undefined {
    this.#path.push(key);
    const read = allowed(value, this);
    this.#path.pop();
    return read;
  }
}

/** Reads a value, or notes what is wrong with it; what it gives counts only where nothing was noted. */
export type Allowed<T> = (value: unknown, walk: Walk) => T | undefined;

/** What an {@link Allowed} gives. */
export type Given<A> = A extends Allowed<infer T> ? T : never;

interface Shape {
  readonly [key: string]: Allowed<unknown>;
}

/** An object with these parts and those. */
type Parts<R extends Shape, O extends Shape> = { readonly [K in keyof R]: Given<R[K]> } & {
  readonly [K in keyof O]?: Given<O[K]> | undefined;
};

/** Reads a whole document. */
export function readWhole<T>(allowed: Allowed<T>, document: unknown): Read<T> {
  const walk = new Walk();
  const value = allowed(document, walk);
  return walk.problems.length > 0 || value === undefined ? failed(walk.problems) : success(value);
}

/** A value object: these parts, perhaps those, nothing else. */
export function parts<R extends Shape, O extends Shape>(required: R, optional: O): Allowed<Parts<R, O>> {
  return partsBeside(required, optional, undefined);
}

/** A block of Terraform: as {@link parts}, and Terraform and we pass over a comment under `//`. */
export function block<R extends Shape, O extends Shape>(required: R, optional: O): Allowed<Parts<R, O>> {
  return partsBeside(required, optional, "//");
}

function partsBeside<R extends Shape, O extends Shape>(
  required: R,
  optional: O,
  comment: string | undefined,
): Allowed<Parts<R, O>> {
  const all = [...Object.entries(required), ...Object.entries(optional)];
  const needed = Object.keys(required).length;
  const known = new Set(all.map(([key]) => key));
  const names = [...known].join(", ");
  return (value, walk) => {
    if (!isObject(value))
      return walk.refuse("value-not-allowed", `is no object of ${names || "nothing"}`, value);
    for (const key of Object.keys(value)) {
      if (known.has(key) || key === comment) continue;
      walk.refuse("part-unknown", "is not a known property", value[key], [key], names || "nothing");
    }
    const read: { [key: string]: unknown } = {};
    all.forEach(([key, allowed], index) => {
      if (Object.hasOwn(value, key)) read[key] = walk.at(key, allowed, value[key]);
      else if (index < needed) walk.refuse("value-not-allowed", "is missing", undefined, [key]);
    });
    // every part was read by its own reader, or its absence noted
    return read as Parts<R, O>;
  };
}

/** A map: every key matches `names`, every value is read by `each`; `called` is what messages call the keys. */
export function named<T>(names: RegExp, called: string, each: Allowed<T>): Allowed<ReadonlyMap<string, T>> {
  return (value, walk) => {
    if (!isObject(value)) return walk.refuse("value-not-allowed", `is no object of ${called}`, value);
    const read = new Map<string, T>();
    for (const [key, inner] of Object.entries(value)) {
      if (!names.test(key)) walk.refuse("part-unknown", `is no name of ${called}`, inner, [key]);
      const one = walk.at(key, each, inner);
      if (one !== undefined) read.set(key, one);
    }
    return read;
  };
}

/** A list of a kind; `exactly` as many where that is said, else one at least. */
export function list<T>(each: Allowed<T>, exactly?: number): Allowed<readonly T[]> {
  return (value, walk) => {
    if (!Array.isArray(value)) return walk.refuse("value-not-allowed", "is no list", value);
    if (exactly === undefined ? value.length === 0 : value.length !== exactly)
      walk.refuse("value-not-allowed", `is not ${exactly ?? "one or more"} in number`, value);
    const read: T[] = [];
    for (let index = 0; index < value.length; index++) {
      const one = walk.at(index, each, value[index]);
      if (one !== undefined) read.push(one);
    }
    return read;
  };
}

/** One constant, or one of several. */
export function constant<const T extends string | boolean>(...values: readonly T[]): Allowed<T> {
  return (value, walk) =>
    values.find((each) => each === value) ??
    walk.refuse("value-not-allowed", `is not ${values.join(" or ")}`, value);
}
