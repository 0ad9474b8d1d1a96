import { isObject } from "../values/json-object.ts";

/** An expression in TypeScript, written as it is. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value to write as TypeScript. Properties that are undefined are left out. */
export type CodeValue =
  | string
  | boolean
  | null
  | undefined
  | Expression
  | readonly CodeValue[]
  | { readonly [key: string]: CodeValue };

/**
 * Plain data as a value to write: copies objects and lists, and keeps expressions.
 *
 * @throws {TypeError} If a part is not text, truth value, null, list, object or expression.
 */
export function codeValue(data: unknown): CodeValue {
  if (typeof data === "string" || typeof data === "boolean" || data === null || data === undefined)
    return data;
  if (data instanceof Expression) return data;
  if (Array.isArray(data)) return data.map(codeValue);
  if (isObject(data)) return codeProperties(data);
  throw new TypeError(`cannot be written as code: ${typeof data}`);
}

/** The properties of an object as {@link codeValue} writes them. @throws {TypeError} As that function does. */
export function codeProperties(data: object): { readonly [key: string]: CodeValue } {
  return Object.fromEntries(Object.entries(data).map(([key, each]) => [key, codeValue(each)]));
}

/** Longest line, in characters, where a value can be broken. */
const WIDTH = 100;

/**
 * Writes a value as TypeScript, on one line where it fits. A longer value has a line for each part. Text is quoted as
 * JSON, so that nothing in it ends the literal.
 *
 * @param before number of characters before it on its line
 */
export function codeText(value: CodeValue, indent: string = "", before: number = 0): string {
  const inline = inlineText(value);
  if (before + inline.length <= WIDTH || !isParted(value)) return inline;
  const deeper = `${indent}  `;
  const [open, parts, close] = Array.isArray(value)
    ? (["[", value.map((each) => codeText(each, deeper, deeper.length + 1)), "]"] as const)
    : (["{", entriesOf(value).map(([key, each]) => propertyText(key, each, deeper)), "}"] as const);
  return `${open}\n${parts.map((part) => `${deeper}${part},\n`).join("")}${indent}${close}`;
}

/** Writes a property of an object, as {@link codeText} writes its value. */
export function propertyText(key: string, value: CodeValue, indent: string): string {
  const name = `${keyText(key)}: `;
  return `${name}${codeText(value, indent, indent.length + name.length + 1)}`;
}

function inlineText(value: CodeValue): string {
  if (value instanceof Expression) return value.text;
  if (Array.isArray(value)) return `[${value.map(inlineText).join(", ")}]`;
  if (!isParted(value)) return literal(value);
  const entries = entriesOf(value);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, each]) => `${keyText(key)}: ${inlineText(each)}`).join(", ")} }`;
}

function isParted(value: CodeValue): value is readonly CodeValue[] | { readonly [key: string]: CodeValue } {
  return typeof value === "object" && value !== null && !(value instanceof Expression);
}

function entriesOf(value: CodeValue): [string, CodeValue][] {
  return Object.entries(value as { readonly [key: string]: CodeValue }).filter(
    ([, each]) => each !== undefined,
  );
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key);
}

/** A literal. Format characters and line separators become escapes: a reviewer must see them. */
function literal(value: string | boolean | null | undefined): string {
  return JSON.stringify(value ?? null).replace(/[\p{Cf}\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
