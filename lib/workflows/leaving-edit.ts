import { join } from "node:path";
import type { Customer, Delegation } from "../delegation/customer.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import type { EstateFolders } from "../estate/find-estate.ts";
import { type Removal, withoutItems } from "../estate/remove-items.ts";
import type { Estate, Located } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, failed, take } from "../values/result.ts";
import { checkedEstate } from "./checked-estate.ts";
import { tryEdits } from "./edited-definitions.ts";
import type { World } from "./world.ts";

/** What an edit needs beside the definitions. */
interface Editing {
  readonly folders: EstateFolders;
  readonly world: World;
}

/** Edits the customer's file and reads the estate again; on any other difference the old text comes back. */
export function edited(
  { value, file }: Located<Customer>,
  removal: Removal,
  before: Estate,
  { folders, world }: Editing,
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
    const edits = [{ path: file, text: text.value, edited: now }];
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
    return { ...customer, delegations: customer.delegations.map(without) };
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
