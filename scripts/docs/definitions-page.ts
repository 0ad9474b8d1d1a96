import { markdownTable, prose } from "./markdown.ts";

/** The part of a JSON Schema that the schemas of definitions use. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** A JSON Schema as a part of the page. */
export interface DefinitionSchema {
  /** Its heading. */
  readonly heading: string;
  /** Where such a definition is written. */
  readonly place: string;
  readonly schema: Schema;
}

/** Makes `docs/reference/definitions.md` from the JSON Schemas of definitions. */
export function definitionsPage(schemas: readonly DefinitionSchema[]): string {
  return [
    "# Definitions",
    "`npm run docs` generates this page from the JSON Schemas in `schemas/`, which editors read too " +
      "(`keeper schema <kind>` prints one). In TypeScript the same properties have types, and roles and principals are " +
      "values of the program. `estate.ts` is described in [settings](../how-to/settings.md).",
    ...schemas.flatMap((each) => new SchemaPart(each).text()),
  ]
    .join("\n\n")
    .concat("\n");
}

/** One schema: a table for it, and one for each object inside it. Equal objects have one table. */
class SchemaPart {
  readonly #root: DefinitionSchema;
  /** Headings by the schema's text. */
  readonly #headings = new Map<string, string>();
  readonly #waiting: { readonly heading: string; readonly schema: Schema }[] = [];

  constructor(root: DefinitionSchema) {
    this.#root = root;
  }

  text(): string[] {
    const { heading, place, schema } = this.#root;
    const parts = [`## ${heading}`, place, this.#table(schema)];
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      parts.push(`### ${next.heading}`, this.#table(next.schema));
    return parts;
  }

  #table(schema: Schema): string {
    const rows = Object.entries(schema.properties ?? {})
      .filter(([name]) => name !== "$schema")
      .map(([name, property]) => [
        `\`${name}\``,
        this.#type(name, property),
        schema.required?.includes(name) === true ? "yes" : "",
        prose(property.description ?? ""),
      ]);
    return markdownTable(["property", "value", "required", "meaning"], rows).trimEnd();
  }

  #type(name: string, schema: Schema): string {
    const without = schema.default === undefined ? "" : `; default ${code(schema.default)}`;
    return `${this.#shape(name, schema)}${without}`;
  }

  #shape(name: string, schema: Schema): string {
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return distinct(choices.map((each) => this.#shape(name, each))).join(" or ");
    if (schema.const !== undefined) return code(schema.const);
    if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
    if (schema.type === "array") return `list of ${this.#shape(name, schema.items ?? {})}`;
    if (schema.properties !== undefined) return this.#link(name, schema);
    if (typeof schema.additionalProperties === "object")
      return `${this.#shape(name, schema.additionalProperties)} by name`;
    return schema.type === "string" && isGuid(schema) ? "GUID" : (schema.type ?? "any value");
  }

  /** The name of an object's table, as a link. The table is added where the page does not have it yet. */
  #link(name: string, schema: Schema): string {
    const key = JSON.stringify(schema);
    const known = this.#headings.get(key);
    const heading = known ?? this.#unused(`${this.#root.heading}: ${name}`, schema);
    if (known === undefined) {
      this.#headings.set(key, heading);
      this.#waiting.push({ heading, schema });
    }
    return `[${heading.slice(this.#root.heading.length + 2)}](#${anchorOf(heading)})`;
  }

  /** A heading that no table has: by the name, then by the property that sets the object apart. */
  #unused(heading: string, { properties = {}, required = [] }: Schema): string {
    const taken = new Set(this.#headings.values());
    const [mark = ""] = Object.values(properties).flatMap((each) =>
      each.const === undefined ? [] : [`${each.const}`],
    );
    const candidates = [mark === "" ? heading : `${heading} ${mark}`, `${heading} with ${required[0]}`];
    const free = candidates.find((each) => !taken.has(each));
    if (free === undefined) throw new Error(`two tables would be called ${heading}`);
    return free;
  }
}

/** The anchor of a heading of letters, digits, spaces and colons, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}

function isGuid({ pattern }: Schema): boolean {
  return pattern?.startsWith("^[0-9a-fA-F]{8}-") === true;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
