import {
  type EstateLock,
  type ImportMark,
  importMark,
  type LockedCustomer,
  presentLeaving,
} from "../delegation/estate-lock.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { changedLock, readLock } from "./lock-file.ts";
import type { FileToWrite } from "./output-folder.ts";

/** An offer on a subscription of a customer: what an import mark stands for. */
export interface MarkedDelegation {
  readonly customer: string;
  readonly subscriptionId: Guid;
  readonly offer: string;
}

/** Everything that a lock marks as to be imported, in the lock's order. */
export function markedDelegations(lock: EstateLock): MarkedDelegation[] {
  return Object.entries(lock).flatMap(([customer, { imports = {} }]) =>
    Object.entries(imports).flatMap(([subscriptionId, offers]) =>
      offers.map((offer) => ({ customer, subscriptionId, offer })),
    ),
  );
}

/**
 * The lock's file with these entries in place of those of their customers. Undefined where its text is unchanged.
 * Existing marks and records of leaving stay.
 *
 * @throws {Error} Where the lock cannot be read, or is write-protected.
 */
export function lockWithEntries(
  root: string,
  entries: Readonly<Record<string, LockedCustomer>>,
): FileToWrite | undefined {
  if (Object.keys(entries).length === 0) return undefined;
  const lock = presentLock(root);
  const merged = Object.entries(entries).map(([id, entry]): [string, LockedCustomer] => {
    const imports = mergedMark(own(lock, id)?.imports, entry.imports);
    const leaving = presentLeaving(entry, own(lock, id)?.leaving);
    return [
      id,
      {
        ...entry,
        ...(imports === undefined ? {} : { imports }),
        ...(leaving === undefined ? {} : { leaving }),
      },
    ];
  });
  return changedLock(root, { ...lock, ...Object.fromEntries(merged) });
}

/**
 * The lock's file without the marks of these delegations; undefined where its text is unchanged.
 *
 * @throws {Error} Where the lock cannot be read, or is write-protected.
 */
export function lockWithoutMarks(
  root: string,
  finished: readonly MarkedDelegation[],
): FileToWrite | undefined {
  const keyOf = (each: MarkedDelegation) => JSON.stringify([each.customer, each.subscriptionId, each.offer]);
  if (finished.length === 0) return undefined;
  const gone = new Set(finished.map(keyOf));
  const lock = presentLock(root);
  const entries = Object.entries(lock).map(([customer, entry]): [string, LockedCustomer] => {
    const { imports: _, ...unmarked } = entry;
    const left = markedDelegations({ [customer]: entry }).filter((each) => !gone.has(keyOf(each)));
    const imports = markOf(left);
    return [customer, imports === undefined ? unmarked : { ...unmarked, imports }];
  });
  return changedLock(root, Object.fromEntries(entries));
}

function mergedMark(one: ImportMark | undefined, other: ImportMark | undefined): ImportMark | undefined {
  return importMark(
    [one, other].flatMap((each = {}) =>
      Object.entries(each).flatMap(([id, offers]) =>
        offers.map((offer): readonly [Guid, string] => [id, offer]),
      ),
    ),
  );
}

function markOf(marked: readonly MarkedDelegation[]): ImportMark | undefined {
  return importMark(marked.map(({ subscriptionId, offer }) => [subscriptionId, offer]));
}

function presentLock(root: string): EstateLock {
  const read = readLock(root);
  if (!read.ok) throw new Error(read.error.problem);
  return read.value;
}
