import { existsSync } from "node:fs";
import { join } from "node:path";
import { customerJsonSchema } from "../definitions/customer-schema.ts";
import { offerJsonSchema } from "../definitions/offer-schema.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import { policyJsonSchema } from "../gate/policy.ts";

/** Path of a data file's JSON Schema, and the file to write where none exists. */
export interface EditorSchema {
  /** Path from the data file. */
  readonly path: string;
  readonly files: readonly NewFile[];
}

const SCHEMAS = { offer: offerJsonSchema, customer: customerJsonSchema, policy: policyJsonSchema };

/** From the folder of a kind of data file to the root. */
const TO_ROOT = { offer: "../", customer: "../", policy: "" } satisfies Record<keyof typeof SCHEMAS, string>;

/**
 * Finds the schema of a kind of data file. It is the estate's own, else that of the installed package, else a copy to
 * write. An editor then completes the file from the first line on.
 */
export function schemaBeside(root: string, kind: keyof typeof SCHEMAS): EditorSchema {
  const own = `schemas/${kind}.schema.json`;
  const installed = `node_modules/azure-lighthouse-keeper/${own}`;
  const present = [own, installed].find((file) => existsSync(join(root, file)));
  if (present !== undefined) return { path: `${TO_ROOT[kind]}${present}`, files: [] };
  const text = `${JSON.stringify(SCHEMAS[kind](), undefined, 2)}\n`;
  return { path: `${TO_ROOT[kind]}${own}`, files: [{ path: own, text }] };
}
