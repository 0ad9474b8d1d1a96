import type { Path } from "../values/path.ts";

/** Deepest nesting that is accepted: more than our documents have, less than overflows the stack. */
const DEEPEST = 200;

/** Steps of the path that are shown for a part that is nested too deeply. */
const SHOWN = 8;

/** A document part that a schema would ignore, or that would overflow the schema's stack. */
export interface UnsafeShape {
  readonly kind: "part-unknown" | "value-not-allowed" | "document-too-large";
  readonly path: Path;
  /** The problem, as a clause without subject. */
  readonly problem: string;
  readonly received: unknown;
}

/**
 * First unsafe part of a document, and number of keys of all its objects. The number is incomplete where nested too
 * deeply.
 */
export interface Shape {
  readonly keys: number;
  readonly unsafe: UnsafeShape | undefined;
}

/** An object or a list, with its path as a linked list. */
interface Holder {
  readonly value: object;
  readonly key: string | number;
  readonly above: Holder | undefined;
  readonly depth: number;
}

/**
 * Finds the first unsafe part of a document. Unsafe parts are:
 * - a key `__proto__`, which zod drops from records and other readers accept as a name;
 * - text with half a surrogate pair, which encoding as UTF-8 destroys;
 * - a part that is nested too deeply for recursion.
 */
export function findUnsafeShape(document: unknown): UnsafeShape | undefined {
  return shapeOf(document).unsafe;
}

/**
 * As {@link findUnsafeShape}, and counts keys. Not recursive.
 *
 * @param most most entries of all objects and lists together: aliases of YAML can multiply them. @default - no limit
 */
export function shapeOf(document: unknown, most: number = Number.POSITIVE_INFINITY): Shape {
  const open: Holder[] = [];
  let unsafe = look(document, "", undefined, open);
  let [keys, entries] = [0, 0];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    if (holder.depth > DEEPEST) return { keys, unsafe: tooDeep(holder) };
    const { value } = holder;
    const names = Array.isArray(value) ? undefined : Object.keys(value);
    keys += names?.length ?? 0;
    entries += names?.length ?? (Array.isArray(value) ? value.length : 0);
    if (entries > most) return { keys, unsafe: tooMany(holder, most) };
    const found =
      names === undefined ? lookIntoList(value, holder, open) : lookIntoObject(names, holder, open);
    unsafe ??= found;
  }
  return { keys, unsafe };
}

function lookIntoList(list: object, holder: Holder, open: Holder[]): UnsafeShape | undefined {
  let unsafe: UnsafeShape | undefined;
  if (!Array.isArray(list)) return unsafe;
  // by index, to avoid copying a list of a million entries
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
    // always visited, because its keys are counted
    const below = look(value, name, holder, open);
    unsafe ??= lookAtName(name, value, holder) ?? below;
  }
  return unsafe;
}

/** Checks a value, and adds an object or list to `open` for a later visit. */
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
    return { kind: "part-unknown", path, problem: "is not allowed as a name", received: value };
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

function tooMany(holder: Holder, most: number): UnsafeShape {
  return {
    kind: "document-too-large",
    path: pathOf(holder).slice(0, SHOWN),
    problem: `has more than ${most} entries once its aliases are followed`,
    received: holder.value,
  };
}

function pathOf(holder: Holder): Path {
  const path: (string | number)[] = [];
  for (let at: Holder | undefined = holder; at?.above !== undefined; at = at.above) path.unshift(at.key);
  return path;
}
