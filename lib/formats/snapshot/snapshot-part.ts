import * as z from "zod";
import { guidSchema } from "../../documents/guid-schema.ts";
import { type Read, readAllowed } from "../../documents/problem.ts";
import type { Guid } from "../../values/guid.ts";
import type { ListedResource } from "./snapshot-lists.ts";

/**
 * Delegations of one subscription that was read whole. They are kept until the fetch is complete, so that it can
 * resume.
 */
export interface SnapshotPart {
  readonly subscriptionId: Guid;
  /** The tenant whose sign-in asked. */
  readonly askedBy: Guid;
  /** When the last answer arrived: ISO 8601 in UTC. */
  readonly at: string;
  readonly definitions: readonly ListedResource[];
  readonly assignments: readonly ListedResource[];
}

const resource = z.looseObject({ id: z.string() });

const partSchema = z.strictObject({
  subscriptionId: guidSchema,
  askedBy: guidSchema,
  at: z.iso.datetime(),
  definitions: z.array(resource),
  assignments: z.array(resource),
});

/** Reads a part that {@link partText} wrote. */
export function readSnapshotPart(document: unknown): Read<SnapshotPart> {
  return readAllowed(partSchema, document);
}

/** Formats a part. */
export function partText(part: SnapshotPart): string {
  return JSON.stringify(part);
}
