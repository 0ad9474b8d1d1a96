import * as z from "zod";
import type { RoleReference } from "../delegation/role-reference.ts";
import { accepts, cloud, guid, id, line, lines, planId, version } from "./primitives.ts";

const roleById = z.strictObject({ id: guid });

const role = z
  .union(
    [
      line,
      roleById,
      z.strictObject({
        keep: z.union([line, roleById], "a role's name, or { id }"),
        onSubscriptions: z.array(guid).min(1, "at least one subscription id"),
        reason: line,
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
  type: z.enum(["Group", "User", "ServicePrincipal", "unknown"]),
  objectId: guid,
  displayName: line.default(""),
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
  .optional();

const writtenPolicy = z.strictObject({
  multiFactorAuthProvider: z.enum(["Azure", "None"]).default("Azure"),
  maximumActivationDuration: z
    .string("an ISO 8601 duration as text")
    .regex(
      /^PT(?=\d)(?:\d{1,4}H)?(?:\d{1,4}M)?$/,
      "an ISO 8601 duration in hours and minutes, such as PT4H30M",
    )
    .default("PT8H"),
  approvers: z.array(principal, "a list of principals").default([]),
});

/** A policy, or in a data file its name in `justInTimeAccessPolicies`. */
const policy = z.union([line, writtenPolicy], "a name from justInTimeAccessPolicies, or a policy");

const authorizationSet = z.strictObject({
  authorizations: z
    .array(
      z.strictObject({
        principal,
        role,
        displayName,
        delegatedRoleDefinitions: z.array(delegatedRole).default([]),
      }),
      "a list of authorizations",
    )
    .default([]),
  eligibleAuthorizations: z
    .array(
      z.strictObject({ principal, role, displayName, justInTimeAccessPolicy: policy }),
      "a list of eligible authorizations",
    )
    .default([]),
});

const planVersion = authorizationSet.extend({
  includes: z
    .array(
      z.union([line, authorizationSet], "a name from authorizationSets, or a set"),
      "a list of authorization sets",
    )
    .default([]),
});

const plan = z.strictObject({
  visibility: z.union(
    [
      z.literal("public"),
      z.strictObject({ privateTo: z.array(guid).min(1, "at least one customer tenant id") }),
    ],
    '"public" or { privateTo: [customer tenant ids] }',
  ),
  versions: z.record(version, planVersion, "a map of versions to authorizations"),
});

const marketplaceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, "up to 50 lower-case letters, digits, hyphens and underscores");

/** An offer, as an author writes it. */
export const offerSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: id.describe("Never changes: every GUID and Terraform address of this offer contains it."),
    name: line,
    description: lines,
    managingTenant: z.strictObject({
      tenantId: guid,
      name: line,
      cloud,
      principals: z.record(line, registeredPrincipal, "a map of names to principals"),
    }),
    justInTimeAccessPolicies: z
      .record(line, writtenPolicy, "a map of names to policies")
      .default({})
      .describe("Policies that eligible authorizations of this file name."),
    authorizationSets: z
      .record(line, authorizationSet, "a map of names to authorization sets")
      .default({})
      .describe("Sets of authorizations that plan versions of this file include by name."),
    plans: z.record(planId, plan, "a map of plan ids to plans"),
    marketplace: z.strictObject({ publisher: marketplaceId, product: marketplaceId }).optional(),
    accepts,
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
  return z.toJSONSchema(offerSchema, { io: "input" });
}
