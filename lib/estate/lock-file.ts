import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { EstateLock, LockedCustomer } from "../delegation/estate-lock.ts";
import { compareText, GUID_PATTERN, ID_PATTERN } from "../delegation/identifiers.ts";
import { failure, type Result, reasonOf, success } from "./failure.ts";
import { writeFileAtomically } from "./write-file.ts";

/** The lock's file name, in the estate's root. */
export const LOCK_FILE = "estate.lock.json";

const NOTE = "Written by keeper synth. Commit it: it shows which customers and subscriptions were delegated.";

const guid = z.string().regex(GUID_PATTERN);
const lockSchema = z.strictObject({
  "//": z.string().optional(),
  version: z.literal(1),
  customers: z.record(
    z.string().regex(ID_PATTERN),
    z.strictObject({ tenantId: guid, subscriptions: z.record(guid, z.array(z.string().regex(ID_PATTERN))) }),
  ),
});

/** Reads the lock; an estate without one was never synthesized. An unreadable one is a failure: it guards access. */
export function readLock(root: string): Result<EstateLock> {
  const path = join(root, LOCK_FILE);
  if (!existsSync(path)) return success({});
  try {
    const parsed = lockSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return success(parsed.data.customers);
    return unreadable(z.prettifyError(parsed.error).replaceAll("\n", "; "));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** The lock's text: one customer a line, so that changes merge and can be reviewed. */
export function formatLock(lock: EstateLock): string {
  const lines = Object.entries(lock)
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, customer]) => `    ${JSON.stringify(id)}: ${JSON.stringify(ordered(customer))}`);
  const customers = lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
  return `{\n  "//": ${JSON.stringify(NOTE)},\n  "version": 1,\n  "customers": ${customers}\n}\n`;
}

/** Writes the lock where it differs from what is there, and says whether it did. */
export function writeLock(root: string, lock: EstateLock): boolean {
  const path = join(root, LOCK_FILE);
  const text = formatLock(lock);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  writeFileAtomically(path, text);
  return true;
}

function ordered({ tenantId, subscriptions }: LockedCustomer): LockedCustomer {
  const entries = Object.entries(subscriptions).sort(([a], [b]) => compareText(a, b));
  return { tenantId, subscriptions: Object.fromEntries(entries) };
}

function unreadable<T>(reason: string): Result<T> {
  return failure(
    "unreadable-lock",
    `${LOCK_FILE} cannot be read: ${reason}`,
    `restore ${LOCK_FILE} from version control; after a merge conflict, keep the lines of both sides`,
  );
}
