import * as z from "zod";
import type { EstateFacts } from "../../delegation/estate-facts.ts";
import { ID_PATTERN } from "../../delegation/identifiers.ts";
import { guidSchema } from "../../documents/guid-schema.ts";
import { type Read, readAllowed } from "../../documents/problem.ts";
import { success } from "../../values/result.ts";

/** Content of `facts.json`, beside its version. */
export const factsSchema = z.strictObject({
  managingTenants: z.record(
    guidSchema,
    z.strictObject({
      name: z.string(),
      principals: z.record(
        guidSchema,
        z.strictObject({ displayName: z.string(), type: z.enum(["Group", "User", "ServicePrincipal"]) }),
      ),
    }),
  ),
  customers: z.record(
    z.string().regex(ID_PATTERN),
    z.strictObject({
      name: z.string(),
      tags: z.record(z.string(), z.string()),
      file: z.string(),
      line: z.int().positive().optional(),
      subscriptions: z.record(guidSchema, z.string()),
      deployedBy: z.literal("customer").optional(),
    }),
  ),
  plans: z.record(
    z.string(),
    z.strictObject({ file: z.string(), versions: z.record(z.string(), z.int().positive()) }),
  ),
});

// one of every few thousand customers: compiled, it is read in a fraction of the time
const fileSchema = z.compile(factsSchema.extend({ version: z.literal(1) }));

/** Reads `facts.json` of an output folder: names of principals and customers. */
export function readFacts(document: unknown): Read<EstateFacts> {
  const read = readAllowed(fileSchema, document);
  if (!read.ok) return read;
  const { version: _version, ...facts } = read.value;
  return success(facts);
}
