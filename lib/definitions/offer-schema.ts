import * as z from "zod";
import type { RoleReference } from "../delegation/role-reference.ts";
import { schemaId } from "../values/schema-id.ts";
import { accepts, cloud, guid, id, line, lines, planId, revocation, version } from "./primitives.ts";

const roleById = z.strictObject({ id: guid.describe("GUID of the built-in role.") });

const role = z
  .union(
    [
      line,
      roleById,
      z.strictObject({
        keep: z
          .union([line, roleById], "a role's name, or { id }")
          .describe("A role that Azure refuses by now, and that existing delegations have."),
        onSubscriptions: z
          .array(guid)
          .min(1, "at least one subscription id")
          .describe("The subscriptions that have the role already."),
        reason: line.describe("Why it is kept."),
      }),
    ],
    "a built-in role's name, { id } or { keep, onSubscriptions, reason }",
  )
  .transform((value): RoleReference => {
    if (typeof value === "string") return { kind: "name", name: value };
    if ("id" in value) return { kind: "id", id: value.id };
    const kept = typeof value.keep === "string" ? value.keep : value.keep.id;
    return { kind: "kept", role: kept, subscriptions: value.onSubscriptions, reason: value.reason };
  });

const delegatedRole = z
  .union([line, roleById], "a built-in role's name, or { id }")
  .transform(
    (value): RoleReference =>
      typeof value === "string" ? { kind: "name", name: value } : { kind: "id", id: value.id },
  );

const registeredPrincipal = z.strictObject({
  type: z
    .enum(["Group", "User", "ServicePrincipal", "unknown"])
    .describe("Prefer groups: their members change without any deployment."),
  objectId: guid.describe("Object id in the managing tenant."),
  displayName: line
    .default("")
    .describe("The customer sees it beside the role; without it, the customer sees the object id."),
  revoked: z
    .strictObject(revocation)
    .optional()
    .describe("Takes away what it holds and approves, in every version of every plan."),
});

/** A principal, or in a data file its name in `managingTenant.principals`. */
const principal = z.union(
  [line, registeredPrincipal],
  "a name from managingTenant.principals, or { type, objectId, displayName }",
);

/** The name beside one authorization; empty for none. */
const displayName = z
  .union([line, z.null()], "a line of text, or null for none")
  .transform((name) => name ?? "")
  .optional()
  .describe("The name beside this role; null for none. Without it, the principal's display name.");

const writtenPolicy = z.strictObject({
  multiFactorAuthProvider: z
    .enum(["Azure", "None"])
    .default("Azure")
    .describe("`Azure`: an activation asks for multifactor authentication."),
  maximumActivationDuration: z
    .string("an ISO 8601 duration as text")
    .regex(
      /^PT(?=\d)(?:\d{1,4}H)?(?:\d{1,4}M)?$/,
      "an ISO 8601 duration in hours and minutes, such as PT4H30M",
    )
    .default("PT8H")
    .describe("30 minutes to 8 hours in steps of 30 minutes, as an ISO 8601 duration."),
  approvers: z
    .array(principal, "a list of principals")
    .default([])
    .describe("Up to ten users or groups; without any, the principal activates alone."),
});

/** A policy, or in a data file its name in `justInTimeAccessPolicies`. */
const policy = z.union([line, writtenPolicy], "a name from justInTimeAccessPolicies, or a policy");

const PRINCIPAL = "Who gets the role. In a data file, a name from `principals`.";
const ROLE = "A built-in role by its name or GUID.";

const authorizationSet = z.strictObject({
  authorizations: z
    .array(
      z.strictObject({
        principal: principal.describe(PRINCIPAL),
        role: role.describe(ROLE),
        displayName,
        delegatedRoleDefinitions: z
          .array(delegatedRole)
          .default([])
          .describe("Roles that a User Access Administrator may assign to managed identities."),
      }),
      "a list of authorizations",
    )
    .default([])
    .describe("Standing authorizations: the principal holds the role while the delegation lasts."),
  eligibleAuthorizations: z
    .array(
      z.strictObject({
        principal: principal.describe(PRINCIPAL),
        role: role.describe(ROLE),
        displayName,
        justInTimeAccessPolicy: policy.describe("How the role is activated."),
      }),
      "a list of eligible authorizations",
    )
    .default([])
    .describe("Access on request: the principal activates the role under the policy. In public Azure alone."),
});

const planVersion = authorizationSet.extend({
  includes: z
    .array(
      z.union([line, authorizationSet], "a name from authorizationSets, or a set"),
      "a list of authorization sets",
    )
    .default([])
    .describe("Authorization sets that this version grants besides its own."),
});

const plan = z.strictObject({
  visibility: z
    .union(
      [
        z.literal("public"),
        z.strictObject({
          privateTo: z
            .array(guid)
            .min(1, "at least one customer tenant id")
            .describe("Customer tenants that may take the plan."),
        }),
      ],
      '"public" or { privateTo: [customer tenant ids] }',
    )
    .describe("Which customers may take the plan."),
  versions: z
    .record(version, planVersion, "a map of versions to authorizations")
    .describe("Versions by n.n.n. A published version is never edited: publish the next one."),
});

const marketplaceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, "up to 50 lower-case letters, digits, hyphens and underscores");

/** An offer, as an author writes it. */
export const offerSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: id.describe("Never changes: every GUID and Terraform address of this offer contains it."),
    name: line.describe("The title that the customer sees. A change replaces every delegation of the offer."),
    description: lines.describe("The text below the title that the customer sees."),
    managingTenant: z
      .strictObject({
        tenantId: guid.describe("The provider's Microsoft Entra tenant."),
        name: line.describe("The provider's name."),
        cloud: cloud.describe("The cloud of the managing tenant."),
        principals: z
          .record(line, registeredPrincipal, "a map of names to principals")
          .describe("Principals of the tenant by your name for them."),
      })
      .describe("The provider's tenant, whose principals get access."),
    justInTimeAccessPolicies: z
      .record(line, writtenPolicy, "a map of names to policies")
      .default({})
      .describe("Policies that eligible authorizations of this file name."),
    authorizationSets: z
      .record(line, authorizationSet, "a map of names to authorization sets")
      .default({})
      .describe("Sets of authorizations that plan versions of this file include by name."),
    plans: z.record(planId, plan, "a map of plan ids to plans").describe("Plans by their ids."),
    marketplace: z
      .strictObject({
        publisher: marketplaceId.describe("Publisher of the marketplace offer."),
        product: marketplaceId.describe("Product of the marketplace offer."),
      })
      .optional()
      .describe("Publisher and product of an offer that is in the marketplace too."),
    accepts: accepts.describe("Warnings that have been looked at, each with the reason for accepting it."),
  })
  .meta({
    title: "Offer of a Lighthouse Keeper estate",
    description: "An offer in YAML or JSON: a file directly in offers/.",
  });

/** An offer as its file has it, before names are replaced by what they name. */
export type WrittenOffer = z.output<typeof offerSchema>;

/** A set of authorizations as its file has it. */
export type WrittenSet = z.output<typeof authorizationSet>;

/** The JSON Schema (draft 2020-12) of an offer in a data file. */
export function offerJsonSchema(): object {
  return { $id: schemaId("offer"), ...z.toJSONSchema(offerSchema, { io: "input" }) };
}
