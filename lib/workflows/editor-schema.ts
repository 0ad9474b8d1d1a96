import { existsSync } from "node:fs";
import { join } from "node:path";
import { customerJsonSchema } from "../definitions/customer-schema.ts";
import { offerJsonSchema } from "../definitions/offer-schema.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import { policyJsonSchema } from "../gate/policy.ts";

/** Where a data file finds its JSON Schema, and the file to write where it is nowhere yet. */
export interface EditorSchema {
  /** Path from the data file. */
  readonly path: string;
  readonly files: readonly NewFile[];
}

const SCHEMAS = { offer: offerJsonSchema, customer: customerJsonSchema, policy: policyJsonSchema };

/** From the folder of a kind of data file to the root. */
const TO_ROOT = { offer: "../", customer: "../", policy: "" } satisfies Record<keyof typeof SCHEMAS, string>;

/**
 * Finds the schema of a kind of data file: the estate's own, else that of the installed package, else a copy that is to
 * be written. An editor then completes the file from the first line on.
 */
export function schemaBeside(root: string, kind: keyof typeof SCHEMAS): EditorSchema {
  const own = `schemas/${kind}.schema.json`;
  const installed = `node_modules/azure-lighthouse-keeper/${own}`;
  const present = [own, installed].find((file) => existsSync(join(root, file)));
  if (present !== undefined) return { path: `${TO_ROOT[kind]}${present}`, files: [] };
  const text = `${JSON.stringify(SCHEMAS[kind](), undefined, 2)}\n`;
  return { path: `${TO_ROOT[kind]}${own}`, files: [{ path: own, text }] };
}
