import * as z from "zod";
import { type EstateFacts, FACTS_FORMAT } from "../../delegation/estate-facts.ts";
import { ID_PATTERN } from "../../delegation/identifiers.ts";
import { guidSchema } from "../../documents/guid-schema.ts";
import { type Read, readAllowed } from "../../documents/problem.ts";
import { isObject } from "../../values/json-object.ts";
import { success } from "../../values/result.ts";

const id = z.string().regex(ID_PATTERN);

const principal = z.object({
  displayName: z.string(),
  type: z.enum(["Group", "User", "ServicePrincipal"]).optional(),
});

const customer = {
  name: z.string(),
  tags: z.record(z.string(), z.string()),
  file: z.string(),
  line: z.int().positive().optional(),
  subscriptions: z.record(guidSchema, z.string()),
  deployedBy: z.literal("customer").optional(),
  deviations: z.record(z.string(), z.strictObject({ until: z.iso.date(), digest: z.string() })).optional(),
  acceptance: z.literal("required").optional(),
};

const plan = { file: z.string(), versions: z.record(z.string(), z.int().positive()) };

/** What `facts.json` may hold, beside its version. */
export const factsSchema = z.strictObject({
  managingTenants: z.record(
    guidSchema,
    z.strictObject({ name: z.string(), principals: z.record(guidSchema, principal.strict()) }),
  ),
  customers: z.record(id, z.strictObject(customer)),
  plans: z.record(z.string(), z.strictObject(plan)),
  acceptance: z.literal("required").optional(),
});

// one of every few thousand customers: compiled, it is read in a fraction of the time
const fileSchema = z.compile(factsSchema.extend({ version: z.literal(FACTS_FORMAT) }));

/** Known parts of facts in a later format. Parts that were added to the format are left out. */
const laterSchema = z.object({
  version: z.int().gt(FACTS_FORMAT),
  managingTenants: z.record(
    guidSchema,
    z.object({ name: z.string(), principals: z.record(guidSchema, principal) }),
  ),
  customers: z.record(id, z.object(customer)),
  plans: z.record(z.string(), z.object(plan)),
  acceptance: z.literal("required").optional(),
});

/**
 * Reads `facts.json` of an output folder: names of principals and customers, and tags. Facts of a later format are read
 * as far as this version knows them, and `format` says which one it is.
 */
export function readFacts(document: unknown): Read<EstateFacts> {
  const isLater =
    isObject(document) && typeof document["version"] === "number" && document["version"] > FACTS_FORMAT;
  if (isLater) {
    const read = readAllowed(laterSchema, document);
    if (!read.ok) return read;
    const { version: format, ...facts } = read.value;
    return success({ ...facts, format });
  }
  const read = readAllowed(fileSchema, document);
  if (!read.ok) return read;
  const { version: _version, ...facts } = read.value;
  return success(facts);
}
