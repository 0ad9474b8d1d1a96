import type { AccessSide } from "../access/access-side.ts";
import type { FoundAccess, FoundNote } from "../access/found-access.ts";
import { type AlignmentNote, type AlignmentProblem, alignFound } from "../review/align-found.ts";
import type { FoundTenants } from "../review/base-names.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { listed } from "../values/listed.ts";
import { success } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import type { LoadedSide } from "./loaded-side.ts";

/** Two sides that can be compared, with what Azure's lists show beside access. */
export interface AlignedSides {
  readonly before: AccessSide;
  readonly after: AccessSide;
  readonly foundNotes: readonly (FoundNote | AlignmentNote)[];
  /** Undefined where no side was read from Azure's lists. */
  readonly tenants: FoundTenants | undefined;
}

type Side = Extract<LoadedSide, { kind: "side" }>;

/** The circumstances of an alignment. */
interface Circumstances {
  /** The only customers to compare; empty for all that are listed. */
  readonly customers: readonly string[];
  readonly root: string | undefined;
  readonly called: { readonly before: string; readonly after: string };
}

/** Makes a side from Azure's lists comparable with the other side. Leaves all other sides as they are. */
export function alignedSides(
  first: Side,
  second: Side,
  { customers, root, called }: Circumstances,
): Outcome<AlignedSides> {
  const notes = [...(first.found?.notes ?? []), ...(second.found?.notes ?? [])];
  const [found, other, isBefore] =
    first.found === undefined
      ? [second.found, first, false]
      : [second.found === undefined ? first.found : undefined, second, true];
  const { owners: formerOwners, managingTenants } = recordsOf(root);
  const tenants = foundTenants([first, second], managingTenants);
  const ownTenants = new Set(tenants?.recorded?.keys());
  if (found === undefined)
    return success({ before: first.side, after: second.side, foundNotes: notes, tenants });
  const wanted = customers.length === 0 ? undefined : customers;
  const aligned = alignFound({ found, other: other.side, isBefore, wanted, formerOwners, ownTenants });
  if (!aligned.ok) return alignmentFailure(aligned.error, isBefore ? called.before : called.after, found);
  const foundNotes = [...notes, ...aligned.value.notes];
  const [before, after] = isBefore
    ? [aligned.value.found, aligned.value.other]
    : [aligned.value.other, aligned.value.found];
  return success({ before, after, foundNotes, tenants });
}

/**
 * Managing tenants that Azure's lists name, and those that the estate knows. The estate knows them by its records or by
 * the facts of a side. Undefined where no side was read from Azure's lists.
 */
export function foundTenants(
  sides: readonly Pick<Side, "found" | "facts">[],
  recorded: ReadonlySet<Guid>,
): FoundTenants | undefined {
  const found = sides.flatMap((each) => each.found ?? []);
  if (found.length === 0) return undefined;
  const unnamed = [...recorded].map((id): [Guid, undefined] => [id, undefined]);
  const named = sides.flatMap(({ facts }) =>
    Object.entries(facts?.managingTenants ?? {}).map(([id, { name }]): [Guid, string] => [id, name]),
  );
  const known = new Map<Guid, string | undefined>([...unnamed, ...named]);
  return { recorded: known, claimed: new Map(found.flatMap(({ tenantNames }) => [...tenantNames])) };
}

/** Most names that a failure repeats. */
const MOST_NAMES = 5;

function alignmentFailure(
  problem: AlignmentProblem,
  name: string,
  { subscriptions }: FoundAccess,
): Outcome<never> {
  switch (problem.kind) {
    case "nothing-listed": {
      const ids = subscriptions.map(({ customer }) => customer);
      const found = ids.length === 0 ? "no delegation" : `delegations of ${listed(ids, MOST_NAMES)} alone`;
      const fix =
        "list the subscriptions of the estate (keeper fetch), or name customers that have no delegation any more (--customer)";
      const text = `${name} lists ${found}: no subscription of the customers of the other side`;
      return failure("bad-arguments", text, fix);
    }
    case "not-read": {
      const text = `${name} says nothing of ${listed(problem.customers, MOST_NAMES)}: none of their subscriptions was read whole`;
      return failure("bad-arguments", text, "keeper fetch <customer> reads them");
    }
  }
}
