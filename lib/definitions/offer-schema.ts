import * as z from "zod";
import type { Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import type { RoleReference } from "../delegation/role-reference.ts";
import type { Read } from "../documents/problem.ts";
import type { Path } from "../values/path.ts";
import { success } from "../values/result.ts";
import { accepts, cloud, guid, id, line, lines, version } from "./primitives.ts";
import { readDefinition } from "./read-definition.ts";

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

const principal = z.strictObject({
  type: z.enum(["Group", "User", "ServicePrincipal"]),
  objectId: guid,
  displayName: line,
});

const policy = z.strictObject({
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

const authorizationSet = z.strictObject({
  authorizations: z
    .array(
      z.strictObject({ principal, role, delegatedRoleDefinitions: z.array(delegatedRole).default([]) }),
      "a list of authorizations",
    )
    .default([]),
  eligibleAuthorizations: z
    .array(
      z.strictObject({ principal, role, justInTimeAccessPolicy: policy }),
      "a list of eligible authorizations",
    )
    .default([]),
});

const planVersion = authorizationSet.extend({
  includes: z.array(authorizationSet, "a list of authorization sets").default([]),
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
export const offerSchema = z.strictObject({
  id,
  name: line,
  description: lines,
  managingTenant: z.strictObject({
    tenantId: guid,
    name: line,
    cloud,
    principals: z.record(line, principal, "a map of names to principals"),
  }),
  plans: z.record(id, plan, "a map of plan ids to plans"),
  marketplace: z.strictObject({ publisher: marketplaceId, product: marketplaceId }).optional(),
  accepts,
});

/** Reads an offer from what a definition file holds; collects every problem and lays out included sets. */
export function parseOffer(input: unknown): Read<Offer> {
  const read = readDefinition(offerSchema, input);
  if (!read.ok) return read;
  const plans = Object.entries(read.value.plans).map(([planId, { visibility, versions }]): [string, Plan] => [
    planId,
    {
      visibility,
      versions: Object.fromEntries(
        Object.entries(versions).map(([number, each]) => [
          number,
          layOut(each, ["plans", planId, "versions", number]),
        ]),
      ),
    },
  ]);
  return success({ ...read.value, plans: Object.fromEntries(plans) });
}

/** A plan version with the sets that it includes, each authorization with the path where it was written. */
function layOut(read: z.output<typeof planVersion>, path: Path): PlanVersion {
  const sets = [
    { set: read, at: path },
    ...read.includes.map((set, index) => ({ set, at: [...path, "includes", index] })),
  ];
  return {
    authorizations: sets.flatMap(({ set, at }) => located(set.authorizations, [...at, "authorizations"])),
    eligibleAuthorizations: sets.flatMap(({ set, at }) =>
      located(set.eligibleAuthorizations, [...at, "eligibleAuthorizations"]),
    ),
  };
}

function located<T extends object>(values: readonly T[], path: Path): (T & { readonly path: Path })[] {
  return values.map((each, index) => ({ ...each, path: [...path, index] }));
}
