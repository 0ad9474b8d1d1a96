import { parseJson } from "../documents/json.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";
import { typeOf } from "./arguments.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";
import { nameIn } from "./values.ts";

/** A value that is passed to a template, and where it comes from. */
export interface PassedValue {
  /** Evaluated when it is used, and not before: what no delegation needs is never read. */
  readonly value: () => unknown;
  /** Whether it is a text from the command line. What is no string in the template is then JSON. @default - false */
  readonly isTyped?: boolean;
  readonly at: TemplatePlace;
}

/** Types of parameters, by name in lower case. Policies write some of them differently. */
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  int: Number.isSafeInteger,
  integer: Number.isSafeInteger,
  bool: (value) => typeof value === "boolean",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  object: isObject,
};

const SECURE_TYPES = new Set(["securestring", "secureobject"]);

/** Whether a parameter of this type is secret. */
export function isSecure(type: string): boolean {
  return SECURE_TYPES.has(type.toLowerCase());
}

/** Options of the command line by which values of parameters are passed. */
const FIX = (name: string) => `add --parameters <file>, or --parameters ${name}=<value>`;

/** Parameters that a template declares, with what was passed. */
export class Parameters {
  readonly #declared: JsonObject;
  readonly #definitions: JsonObject;
  readonly #passed: ReadonlyMap<string, PassedValue>;
  readonly #evaluateDefault: (value: unknown, at: TemplatePlace) => unknown;
  readonly #at: TemplatePlace;
  readonly #known = new Map<string, unknown>();
  readonly #open = new Set<string>();

  /**
   * @param declared the template's `parameters`; `definitions` are its own types
   * @param passed values by name in lower case
   * @param at place of `declared`
   */
  constructor(
    { declared, definitions }: { readonly declared: JsonObject; readonly definitions: JsonObject },
    passed: ReadonlyMap<string, PassedValue>,
    evaluateDefault: (value: unknown, at: TemplatePlace) => unknown,
    at: TemplatePlace,
  ) {
    this.#declared = declared;
    this.#definitions = definitions;
    this.#passed = passed;
    this.#evaluateDefault = evaluateDefault;
    this.#at = at;
  }

  /** The first passed value that no parameter takes: Azure refuses the deployment. */
  get unknown(): { readonly name: string; readonly at: TemplatePlace } | undefined {
    for (const [name, { at }] of this.#passed)
      if (nameIn(this.#declared, name) === undefined) return { name, at };
    return undefined;
  }

  /** The value of a parameter. @param at where it is used */
  value(wanted: string, at: TemplatePlace): unknown {
    const name = nameIn(this.#declared, wanted);
    if (name === undefined)
      return refuse(
        "name-unknown",
        at,
        `names the parameter ${JSON.stringify(wanted)}, which is not declared`,
      );
    if (this.#known.has(name)) return this.#known.get(name);
    if (this.#open.has(name))
      return refuse("refers-to-itself", at, `needs the parameter ${name} for its own default`);
    this.#open.add(name);
    try {
      const value = this.#read(name);
      this.#known.set(name, value);
      return value;
    } finally {
      this.#open.delete(name);
    }
  }

  #read(name: string): unknown {
    const place = inside(this.#at, name);
    const declaration = this.#declarationOf(this.#declared[name], place);
    const type = String(declaration["type"]).toLowerCase();
    if (isSecure(type))
      refuse(
        "secret",
        place,
        `is a ${String(declaration["type"])}: its value would stand in definitions for everyone to read`,
      );
    const passed = this.#passed.get(name.toLowerCase());
    if (passed !== undefined) return this.#checked(passedValue(passed, type), declaration, passed.at, name);
    const standard = inside(place, "defaultValue");
    if (Object.hasOwn(declaration, "defaultValue"))
      return this.#checked(
        this.#evaluateDefault(declaration["defaultValue"], standard),
        declaration,
        standard,
        name,
      );
    if (declaration["nullable"] === true) return null;
    return refuse(
      "known-when-deployed",
      place,
      "has no value: the template has no default for it",
      FIX(name),
    );
  }

  /** The declaration, with what a reference to one of the template's own types adds. */
  #declarationOf(declared: unknown, at: TemplatePlace, depth = 0): JsonObject {
    if (!isObject(declared)) return refuse("value-not-allowed", at, "is no declaration of a parameter");
    const reference = declared["$ref"];
    if (reference === undefined) return declared;
    const name = typeof reference === "string" ? /^#\/definitions\/([^/]+)$/.exec(reference)?.[1] : undefined;
    if (name === undefined || !Object.hasOwn(this.#definitions, name) || depth > 20)
      return refuse("name-unknown", at, "has a type that the template does not define");
    const base = this.#declarationOf(this.#definitions[name], at, depth + 1);
    const { $ref: _, ...others } = declared;
    return { ...base, ...others };
  }

  #checked(value: unknown, declaration: JsonObject, at: TemplatePlace, name: string): unknown {
    if (value === null && declaration["nullable"] === true) return value;
    const type = String(declaration["type"]);
    const isOfType = TYPES[type.toLowerCase()];
    if (isOfType === undefined)
      return refuse(
        "part-unknown",
        inside(this.#at, name),
        `has the type ${JSON.stringify(type)}, which is not known`,
      );
    if (!isOfType(value))
      return refuse(
        "value-not-allowed",
        at,
        `is ${typeOf(value)}, and the parameter ${name} takes type ${type}`,
      );
    const allowed = declaration["allowedValues"];
    if (Array.isArray(allowed) && !isAllowed(value, allowed))
      refuse("value-not-allowed", at, `is none of the values that the parameter ${name} allows`);
    const size = typeof value === "number" ? value : sizeOf(value);
    const [least, most] = typeof value === "number" ? ["minValue", "maxValue"] : ["minLength", "maxLength"];
    if (
      size !== undefined &&
      (size < bound(declaration, least, size) || size > bound(declaration, most, size))
    )
      refuse("value-not-allowed", at, `is outside of what the parameter ${name} allows (${least}, ${most})`);
    return value;
  }
}

/** A passed value. One that was typed is JSON where the parameter is not a string. */
function passedValue({ value, isTyped = false, at }: PassedValue, type: string): unknown {
  const passed = value();
  if (!isTyped || typeof passed !== "string" || type === "string") return passed;
  const read = parseJson(passed);
  return read.ok ? read.value : refuse("value-not-allowed", at, `is not JSON, which the type ${type} needs`);
}

/** Whether a string, number or boolean is allowed. Of an array, whether all of its elements are. */
function isAllowed(value: unknown, allowed: readonly unknown[]): boolean {
  return Array.isArray(value) ? value.every((each) => allowed.includes(each)) : allowed.includes(value);
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === "string" || Array.isArray(value) ? value.length : undefined;
}

function bound(declaration: JsonObject, name: string | undefined, standard: number): number {
  const value = name === undefined ? undefined : declaration[name];
  return typeof value === "number" ? value : standard;
}
