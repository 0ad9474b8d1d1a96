import * as z from "zod";
import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { guidSchema } from "../documents/guid-schema.ts";
import { type Read, readAllowed } from "../documents/problem.ts";
import { factsSchema } from "../formats/stack/facts.ts";

/*
 * Output of the child process that runs the definitions of another revision. Definitions are programs and may print
 * anything, so the output is validated like any other untrusted input.
 */

const definition = z
  .strictObject({
    registrationDefinitionId: guidSchema,
    subscriptionId: guidSchema,
    managingTenantId: guidSchema,
    name: z.string(),
    description: z.string(),
    claimedSource: z.string().optional(),
    marketplacePlan: z.string().optional(),
    addressedOffer: z.string(),
  })
  .transform(({ claimedSource, marketplacePlan, ...rest }) => ({ ...rest, claimedSource, marketplacePlan }));
const assignment = z.strictObject({
  registrationAssignmentId: guidSchema,
  registrationDefinitionId: guidSchema,
  scope: z.string(),
});
const grant = z.strictObject({
  principalId: guidSchema,
  principalDisplayName: z.string(),
  roleDefinitionId: guidSchema,
  scope: z.string(),
  access: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("standing"), delegatedRoleDefinitionIds: z.array(guidSchema) }),
    z.strictObject({
      kind: z.literal("eligible"),
      multiFactorAuthProvider: z.enum(["Azure", "None"]),
      maximumActivationDuration: z.string(),
      approvers: z.array(z.strictObject({ principalId: guidSchema, displayName: z.string() })),
    }),
  ]),
  managingTenantId: guidSchema,
  registrationDefinitionId: guidSchema,
  registrationAssignmentId: guidSchema,
});

const sideDocument = z.strictObject({
  side: z.strictObject({
    source: z.literal("definitions"),
    selection: z.literal("complete"),
    customers: z.array(
      z.strictObject({
        customer: z.string().regex(ID_PATTERN),
        subscriptionIds: z.array(guidSchema),
        definitions: z.array(definition),
        assignments: z.array(assignment),
        grants: z.array(grant),
      }),
    ),
  }),
  facts: factsSchema,
});

/** Reads the access that a revision's definitions printed. */
export function readSideDocument(
  document: unknown,
): Read<{ readonly side: AccessSide; readonly facts: EstateFacts }> {
  return readAllowed(sideDocument, document);
}
