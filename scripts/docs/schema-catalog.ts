import { type SchemaName, schemaId } from "../../lib/values/schema-id.ts";

interface DataFiles {
  readonly name: string;
  readonly description: string;
  /** Patterns of the files, from the root of an estate. */
  readonly fileMatch: readonly string[];
}

/** Data files that have a published JSON Schema, by its name. */
const DATA_FILES = {
  customer: {
    name: "Lighthouse Keeper customer",
    description: "A customer and its delegations in Azure Lighthouse",
    fileMatch: ["customers/*.yaml", "customers/*.yml", "customers/*.json"],
  },
  offer: {
    name: "Lighthouse Keeper offer",
    description: "An offer of Azure Lighthouse: plans, authorizations and principals",
    fileMatch: ["offers/*.yaml", "offers/*.yml", "offers/*.json"],
  },
  policy: {
    name: "Lighthouse Keeper policy",
    description: "The policy of keeper gate: which changes need which approvals",
    fileMatch: ["policy.yaml"],
  },
} satisfies Partial<Record<SchemaName, DataFiles>>;

/** `schemas/catalog.json`: which files have which schema, in the form of JSON Schema Store's catalogue. */
export function schemaCatalog(): string {
  const schemas = Object.entries(DATA_FILES).map(([name, files]) => ({
    ...files,
    url: schemaId(name as keyof typeof DATA_FILES),
  }));
  const catalog = { $schema: "https://json.schemastore.org/schema-catalog.json", version: 1, schemas };
  return `${JSON.stringify(catalog, undefined, 2)}\n`;
}
