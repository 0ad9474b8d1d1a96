import { join, relative } from "node:path";
import type { Customer, Delegation } from "../delegation/customer.ts";
import { type EstateLock, type LeavingRecord, LOCK_FILE } from "../delegation/estate-lock.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import type { EstateFolders } from "../estate/find-estate.ts";
import { formatLock } from "../estate/lock-file.ts";
import { type Removal, withoutItems } from "../estate/remove-items.ts";
import type { Estate, Located } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { attempt, attemptAsync, failed, take } from "../values/result.ts";
import { checkedEstate } from "./checked-estate.ts";
import { type FileChange, tryEdits } from "./edited-definitions.ts";
import type { World } from "./world.ts";

/** What an edit needs beside the definitions. */
interface Editing {
  readonly folders: EstateFolders;
  readonly world: World;
  /** Records of the subscriptions that begin to leave, by id. @default - none */
  readonly records?: Readonly<Record<Guid, LeavingRecord>>;
}

/**
 * Edits the customer's file and reads the estate again. On any other difference, the old text comes back. With the
 * scopes go the deviations of their subscriptions. Without a delegation, nothing is allowed to differ.
 */
export function edited(
  { value, file }: Located<Customer>,
  removal: Removal,
  before: Estate,
  { folders, world, records = {} }: Editing,
): Promise<Outcome<undefined>> {
  return attemptAsync(async function* () {
    const { root } = folders;
    const text = readTextFile(join(root, file), "definition", OWN);
    const now = text.ok ? withoutItems(text.value, file, removal) : undefined;
    const byHand = `write the edit into ${file} by hand: ${inWords(removal)}`;
    if (!text.ok || now === undefined || now === text.value)
      return yield* take(
        failure("unreadable-input", `${file} cannot be edited for you, and was not changed`, byHand),
      );
    // the deviations last: without them, a delegation that is still defined would be written as it is defined
    const edits = [
      { path: file, text: text.value, edited: now },
      ...(yield* take(lockEdits(value, before.lock, folders, records))),
      ...(yield* take(removed(leavingDeviations(value, removal, before), root))),
    ];
    const after = await tryEdits(edits, root, world, async () => {
      const read = await checkedEstate(folders, "complete", world);
      const isMeant = read.ok && isAsMeant(before, read.value.estate, expected(value, removal));
      return isMeant ? read : failed("would mean something else afterwards");
    });
    if (after.ok) return undefined;
    const problem = `${file} ${after.error}, and was not changed`;
    return yield* take(failure("unreadable-input", problem, byHand));
  });
}

/** Files of the customer's deviations on subscriptions whose scopes are removed, from the estate's root. Sorted. */
export function leavingDeviations(
  customer: Customer,
  { of, names }: Removal,
  { deviations }: Pick<Estate, "deviations">,
): string[] {
  if (of !== "scopes") return [];
  const ids = idsOf(customer, names);
  return deviations
    .filter(({ value }) => value.customer === customer.id && ids.has(value.subscriptionId))
    .map(({ file }) => file)
    .sort();
}

function idsOf({ subscriptions }: Customer, names: ReadonlySet<string>): ReadonlySet<Guid> {
  return new Set(Object.entries(subscriptions).flatMap(([name, id]) => (names.has(name) ? [id] : [])));
}

function removed(files: readonly string[], root: string): Outcome<FileChange[]> {
  return attempt(function* () {
    const edits: FileChange[] = [];
    for (const path of files) {
      const text = readTextFile(join(root, path), "definition", OWN);
      if (!text.ok)
        return yield* take(
          failure("unreadable-input", `${path} cannot be read: ${text.error.reason}`, "restore that file"),
        );
      edits.push({ path, text: text.value, edited: undefined });
    }
    return edits;
  });
}

/** The lock with the records. No edit where the customer was never synthesized, because then nothing was deployed. */
function lockEdits(
  { id, formerId }: Customer,
  lock: EstateLock,
  { root, records: folder }: EstateFolders,
  records: Readonly<Record<Guid, LeavingRecord>>,
): Outcome<FileChange[]> {
  return attempt(function* () {
    const key = [id, formerId].find((each) => each !== undefined && own(lock, each) !== undefined);
    const entry = key === undefined ? undefined : own(lock, key);
    if (key === undefined || entry === undefined || Object.keys(records).length === 0) return [];
    const path = join(folder, LOCK_FILE);
    const text = readTextFile(path, "lock", OWN);
    if (!text.ok)
      return yield* take(
        failure("unreadable-lock", `${LOCK_FILE} cannot be read: ${text.error.reason}`, "restore that file"),
      );
    const edited = formatLock({ ...lock, [key]: { ...entry, leaving: { ...entry.leaving, ...records } } });
    return [{ path: relative(root, path), text: text.value, edited }];
  });
}

function inWords({ of, names }: Removal): string {
  const listed = [...names].join(", ");
  return of === "scopes" ? `no scopes on ${listed}` : `no subscriptions ${listed}`;
}

function expected(customer: Customer, { of, names }: Removal): Customer {
  if (of === "scopes") {
    const without = (each: Delegation): Delegation => ({
      ...each,
      scopes: each.scopes.filter(({ subscription }) => !names.has(subscription)),
    });
    const { deviations = [], ...rest } = customer;
    const ids = idsOf(customer, names);
    const kept = deviations.filter(({ subscriptionId }) => !ids.has(subscriptionId));
    const delegations = rest.delegations.map(without);
    return { ...rest, delegations, ...(kept.length === 0 ? {} : { deviations: kept }) };
  }
  const left = Object.entries(customer.subscriptions).filter(([name]) => !names.has(name));
  return { ...customer, subscriptions: Object.fromEntries(left) };
}

/** Whether only this customer changed, and as it was meant. */
function isAsMeant(before: Estate, after: Estate, customer: Customer): boolean {
  const meant = before.customers.map(({ value }) => (value.id === customer.id ? customer : value));
  return (
    after.unreadable.length === 0 &&
    JSON.stringify(meant) === JSON.stringify(after.customers.map(({ value }) => value)) &&
    JSON.stringify(before.offers) === JSON.stringify(after.offers)
  );
}
