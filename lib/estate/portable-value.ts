import type { Path } from "../values/path.ts";

/** A value that can be sent to another process, and the parts that cannot. */
export interface PortableValue {
  readonly value: unknown;
  /** Functions and symbols, which no definition may have. */
  readonly placeholders: readonly { readonly path: Path; readonly kind: "function" | "symbol" }[];
}

/** Deepest nesting that is copied. It exceeds what a definition may have, so that the copy is refused too. */
const DEEPEST = 250;

/**
 * Copies the own enumerable properties of a value of any kind. Objects that occur twice are copied once.
 *
 * @throws what a getter throws
 */
export function portable(value: unknown): PortableValue {
  const copier = new Copier();
  return { value: copier.copy(value, []), placeholders: copier.placeholders };
}

class Copier {
  readonly placeholders: { readonly path: Path; readonly kind: "function" | "symbol" }[] = [];
  readonly #copies = new Map<object, object>();

  copy(part: unknown, path: Path): unknown {
    if (typeof part === "function" || typeof part === "symbol") {
      this.placeholders.push({ path, kind: typeof part === "function" ? "function" : "symbol" });
      return undefined;
    }
    if (typeof part !== "object" || part === null) return part;
    return this.#copies.get(part) ?? this.#copyObject(part, path);
  }

  #copyObject(part: object, path: Path): object {
    const isList = Array.isArray(part);
    const made: object = isList ? [] : {};
    if (path.length >= DEEPEST) return made;
    this.#copies.set(part, made);
    for (const key of Object.keys(part))
      setOwn(made, key, this.copy(Reflect.get(part, key), [...path, isList ? Number(key) : key]));
    return made;
  }
}

/** The value as before, with a function or symbol in each place that had one. */
export function revived({ value, placeholders }: PortableValue): unknown {
  let whole = value;
  for (const { path, kind } of placeholders) {
    const part: unknown = kind === "function" ? () => undefined : Symbol("of a definition");
    const last = path.at(-1);
    if (last === undefined) whole = part;
    else {
      const holder = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), whole);
      setOwn(Object(holder), String(last), part);
    }
  }
  return whole;
}

/** Sets an own property of any name, `__proto__` too. */
function setOwn(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
