import * as z from "zod";
import type { Deviation } from "../delegation/deviation.ts";
import { activationMinutes, canonicalDuration } from "../delegation/just-in-time-access-policy.ts";
import { parseScopeId } from "../delegation/scope.ts";
import type { Read } from "../documents/problem.ts";
import { success } from "../values/result.ts";
import { day, guid, id, line } from "./primitives.ts";
import { readDefinition } from "./read-definition.ts";

/*
 * The file of a deviation, in ARM's names for authorizations.
 */

// Azure's names are written back as they are: a placeholder or white space there is no author's mistake
const displayName = z.string("a display name as text").max(500, "at most 500 characters").default("");

const principal = { principalId: guid, principalIdDisplayName: displayName };

const authorization = z
  .strictObject({
    ...principal,
    roleDefinitionId: guid,
    delegatedRoleDefinitionIds: z.array(guid, "a list of role GUIDs").default([]),
  })
  .transform(({ principalIdDisplayName, ...rest }) => ({ ...rest, displayName: principalIdDisplayName }));

const approver = z.strictObject(principal).transform(({ principalId, principalIdDisplayName }) => ({
  principalId,
  displayName: principalIdDisplayName,
}));

const duration = z
  .string("an ISO 8601 duration as text")
  .refine((text) => activationMinutes(text) !== undefined, "an ISO 8601 duration such as PT8H")
  .transform((text) => canonicalDuration(activationMinutes(text) ?? 0));

const eligibleAuthorization = z
  .strictObject({
    ...principal,
    roleDefinitionId: guid,
    justInTimeAccessPolicy: z.strictObject({
      multiFactorAuthProvider: z.enum(["Azure", "None"]),
      maximumActivationDuration: duration,
      managedByTenantApprovers: z.array(approver, "a list of approvers").default([]),
    }),
  })
  .transform(({ principalIdDisplayName, justInTimeAccessPolicy: policy, ...rest }) => ({
    ...rest,
    displayName: principalIdDisplayName,
    multiFactorAuthProvider: policy.multiFactorAuthProvider,
    maximumActivationDuration: policy.maximumActivationDuration,
    approvers: policy.managedByTenantApprovers,
  }));

const scope = z
  .string("the ARM id of a scope as text")
  .refine(
    (text) => parseScopeId(text) !== undefined,
    "/subscriptions/<id>, or /subscriptions/<id>/resourceGroups/<name>",
  );

const form = z.strictObject({
  authorizations: z.array(authorization, "a list of authorizations").default([]),
  eligibleAuthorizations: z.array(eligibleAuthorization, "a list of authorizations").default([]),
  scopes: z.array(scope, "a list of scopes"),
});

const words = z.strictObject({ reason: line, by: line, until: day });

const deviationSchema = words.extend({
  customer: id,
  subscriptionId: guid,
  offer: id,
  defined: form,
  azure: form,
  digest: z.string("a digest as text").regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits"),
});

/** Reads a deviation from what its file holds; collects every problem. The digest is not compared here. */
export function parseDeviation(input: unknown): Read<Deviation> {
  const read = readDefinition(deviationSchema, input);
  return read.ok ? success(read.value) : read;
}

/** Words of a deviation, written by a person: reason, name, and last day. */
export type DeviationWords = Pick<Deviation, "reason" | "by" | "until">;

/** Reads what a person says of a deviation, as its file would be read. */
export function parseDeviationWords(input: DeviationWords): Read<DeviationWords> {
  return readDefinition(words, input);
}
