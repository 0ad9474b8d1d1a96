import * as z from "zod";
import type { Cloud } from "../../delegation/cloud.ts";
import { guidSchema } from "../../documents/guid-schema.ts";
import { type Read, readAllowed } from "../../documents/problem.ts";
import { stableJson } from "../../values/canonical-json.ts";
import type { Guid } from "../../values/guid.ts";
import { mapResult } from "../../values/result.ts";
import { type AskedPart, NOT_READ_SENTENCES, type NotRead, type NotReadCode } from "./not-read.ts";

/*
 * snapshot.json of a snapshot folder: what was asked of Azure, by which route, when, and what could not be read. The
 * answers are in definitions.json and assignments.json beside it. Both are lists of REST with all pages joined.
 */

/** File names of a snapshot folder. */
export const SNAPSHOT_FILES = {
  snapshot: "snapshot.json",
  definitions: "definitions.json",
  assignments: "assignments.json",
} as const;

/** The tenant whose sign-in asked: the provider's (access by delegation), or the customer's own. */
export type Route = "managing-tenant" | "customer-tenant";

/** A tenant that was signed in to. */
export interface AskedTenant {
  readonly id: Guid;
  readonly route: Route;
  /** The tenant's cloud. @default - not known */
  readonly cloud?: Cloud;
  /**
   * Parts of the tenant that could not be read. They are its sign-in, its list of subscriptions and its Resource Graph.
   */
  readonly notRead: readonly NotRead[];
  /**
   * Whether the tenant has more subscriptions than Resource Graph answers for (10,000; the header
   * `x-ms-tenant-subscription-limit-hit`).
   */
  readonly resourceGraphCut: boolean;
}

/** Where a subscription was known from. */
export type FoundBy = "named" | "definitions" | "subscriptions" | "resource-graph";

/** A subscription that was asked, or should have been. It was read whole where `notRead` is empty. */
export interface AskedSubscription {
  readonly id: Guid;
  /** Name in Azure. @default - not known */
  readonly name?: string;
  /** The customer's tenant. @default - not known */
  readonly tenantId?: Guid;
  /** Managing tenants that Azure's list of subscriptions names. */
  readonly managedByTenantIds: readonly Guid[];
  readonly foundBy: readonly FoundBy[];
  /** The tenant whose sign-in asked, or should have. @default - there is none */
  readonly askedBy?: Guid;
  /** When the last answer arrived: ISO 8601 in UTC. Never compared. @default - no answer arrived */
  readonly at?: string;
  readonly notRead: readonly NotRead[];
}

/** What REST and Resource Graph answer differently. */
export interface Disagreement {
  /** The answer that has the assignment. Resource Graph follows changes with a delay of minutes. */
  readonly onlyIn: "rest" | "resource-graph";
  readonly tenantId: Guid;
  readonly subscriptionId: Guid;
  /** ARM id of the assignment, in lower case. */
  readonly assignmentId: string;
}

/** A subscription whose last delegation event in a managing tenant's activity log is a removal. */
export interface DelegationRemoval {
  readonly managingTenantId: Guid;
  readonly subscriptionId: Guid;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Content of `snapshot.json`. */
export interface Snapshot {
  readonly cloud: Cloud;
  /** API version of both lists. */
  readonly apiVersion: string;
  /** Time of the fetch: ISO 8601 in UTC. Never compared. */
  readonly began: string;
  readonly ended: string;
  /** `everything` that was found, or only what the command named. */
  readonly selection: "everything" | "named";
  /** Whether `createdBy` and `lastModifiedBy` are in the lists. */
  readonly withPeople: boolean;
  readonly tenants: readonly AskedTenant[];
  readonly subscriptions: readonly AskedSubscription[];
  readonly disagreements: readonly Disagreement[];
  /** What activity logs of the managing tenants say. @default - they were not asked */
  readonly removals?: readonly DelegationRemoval[];
  /** Digests of both lists (`listDigest`). Files of two fetches are therefore never read as one. */
  readonly digests: { readonly definitions: string; readonly assignments: string };
}

const codes = Object.keys(NOT_READ_SENTENCES) as [NotReadCode, ...NotReadCode[]];

const PARTS = [
  "sign-in",
  "subscriptions",
  "resource-graph",
  "activity-log",
  "registration-definitions",
  "registration-assignments",
  "resource-groups",
] as const satisfies readonly AskedPart[];

const clouds = z.enum(["public", "usGovernment", "china"]);

const time = z.iso.datetime("a time in UTC such as 2026-11-29T21:00:00Z");

const digest = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 digest in lower case");

const notReadSchema = z.strictObject({
  part: z.enum(PARTS),
  scope: z.string().exactOptional(),
  code: z.enum(codes),
  sentence: z.string(),
});

const snapshotSchema = z.strictObject({
  version: z.literal(1),
  cloud: clouds,
  apiVersion: z.string(),
  began: time,
  ended: time,
  selection: z.enum(["everything", "named"]),
  withPeople: z.boolean(),
  tenants: z.array(
    z.strictObject({
      id: guidSchema,
      route: z.enum(["managing-tenant", "customer-tenant"]),
      cloud: clouds.exactOptional(),
      notRead: z.array(notReadSchema),
      resourceGraphCut: z.boolean(),
    }),
  ),
  subscriptions: z.array(
    z.strictObject({
      id: guidSchema,
      name: z.string().exactOptional(),
      tenantId: guidSchema.exactOptional(),
      managedByTenantIds: z.array(guidSchema),
      foundBy: z.array(z.enum(["named", "definitions", "subscriptions", "resource-graph"])),
      askedBy: guidSchema.exactOptional(),
      at: time.exactOptional(),
      notRead: z.array(notReadSchema),
    }),
  ),
  disagreements: z.array(
    z.strictObject({
      onlyIn: z.enum(["rest", "resource-graph"]),
      tenantId: guidSchema,
      subscriptionId: guidSchema,
      assignmentId: z.string(),
    }),
  ),
  removals: z
    .array(z.strictObject({ managingTenantId: guidSchema, subscriptionId: guidSchema, at: time }))
    .exactOptional(),
  digests: z.strictObject({ definitions: digest, assignments: digest }),
});

/** Reads `snapshot.json`. Refuses unknown properties and other versions. */
export function readSnapshot(document: unknown): Read<Snapshot> {
  return mapResult(readAllowed(snapshotSchema, document), ({ version: _version, ...snapshot }) => snapshot);
}

/** Formats `snapshot.json`. */
export function snapshotText(snapshot: Snapshot): string {
  return stableJson({ version: 1, ...snapshot });
}
