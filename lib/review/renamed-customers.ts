import { definitionKey } from "../access/access-parts.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { groupBy } from "../values/group-by.ts";

/**
 * Customers with a new id, by that id. A removed customer and an added one then share a delegation by Azure's ids.
 * Where a third customer has such a delegation too, none counts as renamed.
 */
export function renamedCustomers(
  before: readonly CustomerAccess[],
  after: readonly CustomerAccess[],
): ReadonlyMap<string, CustomerAccess> {
  const [old, now] = [before, after].map((side) => new Set(side.map(({ customer }) => customer)));
  const gone = before.filter(({ customer }) => now?.has(customer) === false);
  const come = after.filter(({ customer }) => old?.has(customer) === false);
  const goneBy = ownersOf(gone);
  const pairs = come.flatMap((access) => {
    const [owner] = delegationsOf(access).flatMap((key) => goneBy.get(key) ?? []);
    return owner === undefined ? [] : [{ access, former: owner.access }];
  });
  // all customers are searched only where one may be renamed
  if (pairs.length === 0) return new Map();
  const everybody = ownersOf([...before, ...after]);
  return new Map(
    pairs
      .filter(({ access, former }) =>
        [access, former]
          .flatMap(delegationsOf)
          .every((key) =>
            everybody.get(key)?.every((each) => each.access === access || each.access === former),
          ),
      )
      .map(({ access, former }) => [access.customer, former]),
  );
}

/** Owners of each delegation, by its key. */
function ownersOf(accesses: readonly CustomerAccess[]) {
  const owned = accesses.flatMap((access) => delegationsOf(access).map((key) => ({ key, access })));
  return groupBy(owned, ({ key }) => key);
}

function delegationsOf({ definitions }: CustomerAccess): string[] {
  return definitions.map((each) => definitionKey(each.subscriptionId, each.registrationDefinitionId));
}
