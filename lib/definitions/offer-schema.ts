import * as z from "zod";
import type { Authorization, EligibleAuthorization, Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import type { RoleReference } from "../delegation/role-reference.ts";
import type { Path } from "../values/path.ts";
import { failed, success } from "../values/result.ts";
import { accepts, cloud, guid, id, line, lines, version } from "./primitives.ts";
import type { Parsed } from "./problem.ts";
import { protoKeys } from "./proto-keys.ts";
import { readProblems } from "./read-problems.ts";

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
  type: z.enum(["Group", "User", "ServicePrincipal"], '"Group", "User" or "ServicePrincipal"'),
  objectId: guid,
  displayName: line,
});

const policy = z.strictObject({
  multiFactorAuthProvider: z.enum(["Azure", "None"], '"Azure" or "None"').default("Azure"),
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
      z.strictObject({ principal, role, delegatedRoleDefinitions: z.array(delegatedRole).optional() }),
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

const offerSchema = z.strictObject({
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
export function parseOffer(input: unknown): Parsed<Offer> {
  const result = offerSchema.safeParse(input);
  if (!result.success) return failed(readProblems(result.error, input));
  const strange = protoKeys(input);
  if (strange.length > 0) return failed(strange);
  const plans = Object.entries(result.data.plans).map(([planId, value]): [string, Plan] => [
    planId,
    {
      visibility: value.visibility,
      versions: Object.fromEntries(
        Object.entries(value.versions).map(([number, each]) => [
          number,
          layOut(each, ["plans", planId, "versions", number]),
        ]),
      ),
    },
  ]);
  return success({ ...result.data, plans: Object.fromEntries(plans) } as Offer);
}

function layOut(read: z.output<typeof planVersion>, path: Path): PlanVersion {
  const sets = [
    { set: read, at: path },
    ...read.includes.map((set, index) => ({ set, at: [...path, "includes", index] })),
  ];
  return {
    authorizations: sets.flatMap(({ set, at }) =>
      set.authorizations.map(
        (each, index): Authorization => ({
          ...each,
          delegatedRoleDefinitions: each.delegatedRoleDefinitions ?? [],
          path: [...at, "authorizations", index],
        }),
      ),
    ),
    eligibleAuthorizations: sets.flatMap(({ set, at }) =>
      set.eligibleAuthorizations.map(
        (each, index): EligibleAuthorization => ({ ...each, path: [...at, "eligibleAuthorizations", index] }),
      ),
    ),
  };
}
