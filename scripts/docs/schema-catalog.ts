import { type SchemaName, schemaId } from "../../lib/values/schema-id.ts";

interface DataFiles {
  readonly name: string;
  readonly description: string;
}

/** Data files that have a published JSON Schema, by its name. */
const DATA_FILES = {
  customer: {
    name: "Lighthouse Keeper customer",
    description: "A customer and its delegations in Azure Lighthouse",
  },
  offer: {
    name: "Lighthouse Keeper offer",
    description: "An offer of Azure Lighthouse: plans, authorizations and principals",
  },
  policy: {
    name: "Lighthouse Keeper policy",
    description: "The policy of keeper gate: which changes need which approvals",
  },
  waves: {
    name: "Lighthouse Keeper waves",
    description: "The steps in which customers are deployed",
  },
} satisfies Partial<Record<SchemaName, DataFiles>>;

/**
 * `schemas/catalog.json`: the schemas of data files, in the form of JSON Schema Store's catalogue. It names no patterns of
 * files: a file `customers/*.yaml` or `policy.yaml` may belong to any program, and the Store's patterns hold everywhere. Files that
 * `keeper new` writes name their schema, and settings of an editor may do it for a repository.
 */
export function schemaCatalog(): string {
  const schemas = Object.entries(DATA_FILES).map(([name, files]) => ({
    ...files,
    url: schemaId(name as keyof typeof DATA_FILES),
  }));
  const catalog = { $schema: "https://json.schemastore.org/schema-catalog.json", version: 1, schemas };
  return `${JSON.stringify(catalog, undefined, 2)}\n`;
}
