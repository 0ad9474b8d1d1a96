import { constant, type Given, list, parts, readWhole, type Walk } from "../documents/allow.ts";
import type { Read } from "../documents/problem.ts";
import { LOWER_CASE_GUID_PATTERN } from "../values/guid.ts";

/** The file that a removal script writes: what was there, and what is there now. */
export const READ_BACK_FILE = "removed.json";

const matching = (pattern: RegExp, words: string) => (value: unknown, walk: Walk) =>
  typeof value === "string" && pattern.test(value)
    ? value
    : walk.refuse("value-not-allowed", `is not ${words}`, value);

const guid = matching(LOWER_CASE_GUID_PATTERN, "a GUID in lower case");

const readBack = parts(
  {
    version: (value: unknown, walk: Walk) =>
      value === 1 ? value : walk.refuse("value-not-allowed", "is not 1", value),
    tenant: guid,
    subscription: guid,
    at: matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, "a time in UTC such as 2026-11-30T12:00:00Z"),
    resources: list(
      parts(
        {
          id: matching(/^\/subscriptions\/[^\s"\\<>]{1,400}$/, "an ARM id"),
          before: constant(true, false),
          after: constant(true, false),
        },
        {},
      ),
    ),
  },
  {},
);

/** What a customer's removal script read back from Azure. It is the customer's word, and is not signed. */
export type ReadBack = Given<typeof readBack>;

/** Reads `removed.json`. */
export function parseReadBack(document: unknown): Read<ReadBack> {
  return readWhole(readBack, document);
}
