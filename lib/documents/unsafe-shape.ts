import type { Path } from "../values/path.ts";

/** Deeper than any document of ours, and no deeper than recursion goes. */
const DEEPEST = 200;

/** How much is shown of the path to a part that is nested too deeply. */
const SHOWN = 8;

/** A part of a document that a schema would ignore, or not survive. */
export interface UnsafeShape {
  readonly kind: "part-unknown" | "value-not-allowed" | "document-too-large";
  readonly path: Path;
  /** What is wrong with the part, as a clause without its subject. */
  readonly problem: string;
  readonly received: unknown;
}

/** The first unsafe part of a document, and how many keys its objects have where it is not nested too deeply. */
export interface Shape {
  readonly keys: number;
  readonly unsafe: UnsafeShape | undefined;
}

/** An object or a list, and how it is reached. */
interface Holder {
  readonly value: object;
  readonly key: string | number;
  readonly above: Holder | undefined;
  readonly depth: number;
}

/**
 * Finds a part of a document that a schema would ignore, or not survive: a key `__proto__`, which zod leaves out of
 * records while other readers take it for a name; text with half a surrogate pair, which is lost when it is encoded; or
 * a part that is nested too deeply for recursion.
 */
export function findUnsafeShape(document: unknown): UnsafeShape | undefined {
  return shapeOf(document).unsafe;
}

/** As {@link findUnsafeShape}, and counts keys on the way; without recursion. */
export function shapeOf(document: unknown): Shape {
  const open: Holder[] = [];
  let unsafe = look(document, "", undefined, open);
  let keys = 0;
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    if (holder.depth > DEEPEST) return { keys, unsafe: tooDeep(holder) };
    const { value } = holder;
    const names = Array.isArray(value) ? undefined : Object.keys(value);
    keys += names?.length ?? 0;
    const found =
      names === undefined ? lookIntoList(value, holder, open) : lookIntoObject(names, holder, open);
    unsafe ??= found;
  }
  return { keys, unsafe };
}

function lookIntoList(list: object, holder: Holder, open: Holder[]): UnsafeShape | undefined {
  let unsafe: UnsafeShape | undefined;
  if (!Array.isArray(list)) return unsafe;
  // by index: a list of a million is not copied
  for (let index = 0; index < list.length; index++) {
    const found = look(list[index], index, holder, open);
    unsafe ??= found;
  }
  return unsafe;
}

function lookIntoObject(names: readonly string[], holder: Holder, open: Holder[]): UnsafeShape | undefined {
  let unsafe: UnsafeShape | undefined;
  for (const name of names) {
    const value: unknown = Reflect.get(holder.value, name);
    // looked into in any case, for its keys are counted
    const below = look(value, name, holder, open);
    unsafe ??= lookAtName(name, value, holder) ?? below;
  }
  return unsafe;
}

/** Looks at a value: puts what it holds on the list, or says why it is unsafe. */
function look(
  value: unknown,
  key: string | number,
  above: Holder | undefined,
  open: Holder[],
): UnsafeShape | undefined {
  if (typeof value === "string") {
    if (value.isWellFormed()) return undefined;
    return illFormed(above === undefined ? [] : [...pathOf(above), key], value);
  }
  if (typeof value === "object" && value !== null)
    open.push({ value, key, above, depth: above === undefined ? 0 : above.depth + 1 });
  return undefined;
}

function lookAtName(name: string, value: unknown, holder: Holder): UnsafeShape | undefined {
  if (name === "__proto__") {
    const path = [...pathOf(holder), name];
    return { kind: "part-unknown", path, problem: "is no name of anything", received: value };
  }
  return name.isWellFormed() ? undefined : illFormed(pathOf(holder), name);
}

function illFormed(path: Path, received: string): UnsafeShape {
  return { kind: "value-not-allowed", path, problem: "has text with half a surrogate pair", received };
}

function tooDeep(holder: Holder): UnsafeShape {
  return {
    kind: "document-too-large",
    path: pathOf(holder).slice(0, SHOWN),
    problem: `is nested more than ${DEEPEST} levels deep`,
    received: holder.value,
  };
}

function pathOf(holder: Holder): Path {
  const path: (string | number)[] = [];
  for (let at: Holder | undefined = holder; at?.above !== undefined; at = at.above) path.unshift(at.key);
  return path;
}
