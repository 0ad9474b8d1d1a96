import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { customersBySubscription, customersElsewhere, type DriftInput, driftOf } from "../drift/drift-of.ts";
import type { DriftFinding } from "../drift/finding.ts";
import { type PrincipalEnd, principalEndOf } from "../drift/principal-end.ts";
import { hasUnlistedTenant, readWhole } from "../drift/unread.ts";
import type { Snapshot } from "../formats/snapshot/snapshot.ts";
import type { AccessReview } from "../review/access-change.ts";
import { knownPrincipals, nameDirectoryOf } from "../review/base-names.ts";
import { compareSides } from "../review/compare.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { attemptAsync, mapResult, success, take } from "../values/result.ts";
import { foundTenants } from "./aligned-sides.ts";
import { cataloguesOf } from "./catalogues.ts";
import { incomparableText } from "./compare-sides.ts";
import { type EstateRecords, ownersOf, recordsOf } from "./estate-records.ts";
import { loadSide } from "./load-side.ts";
import { loadSnapshot } from "./load-snapshot.ts";
import { fixOfName } from "./meant-name.ts";
import { principalNamed } from "./named-principal.ts";
import { placeOf, type World } from "./world.ts";

/** Request for the drift of an estate. */
export interface DriftRequest {
  /** The only customers to look at. @default - all, and what belongs to no customer */
  readonly customers: readonly string[];
  /** Managing tenants that another run looks at. @default - none */
  readonly withoutTenants?: readonly string[] | undefined;
  /** Folder of a snapshot, relative to the working folder. */
  readonly from: string;
  /** Folder of an earlier snapshot. @default - what is new is not known */
  readonly earlier: string | undefined;
  /** What is defined: definitions (`.`, `git:<revision>`), or the output folder of `keeper synth`. */
  readonly defined: string;
  /** Whether definitions may be run under continuous integration too. */
  readonly executeDefinitions: boolean;
}

/** Drift of an estate, with everything that its report needs. */
export interface DriftResult {
  readonly findings: readonly DriftFinding[];
  readonly directory: NameDirectory;
  readonly facts: EstateFacts | undefined;
  readonly snapshot: Snapshot;
  readonly tenants: ReadonlyMap<string, Guid>;
  /** Customers that were not looked at, because another run looks at their managing tenants. */
  readonly elsewhere: readonly string[];
  /** Whether delegations outside the estate may be missing in the snapshot. Only where no customers were named. */
  readonly isIncomplete: boolean;
  /** Names of properties in Azure's lists that this version does not know. */
  readonly unknownParts: readonly string[];
  /** The review from the definitions to Azure, computed when it is called. Notes are left out. */
  readonly review: () => Outcome<AccessReview>;
  /** Where the access of a principal ended, by its id or name. Fails for one that nothing here names. */
  readonly principal: (named: string) => Outcome<NamedPrincipalEnd>;
}

/** The end of a principal's access, with its name. */
export interface NamedPrincipalEnd extends PrincipalEnd {
  readonly principalId: Guid;
  /** Empty where it has none. */
  readonly displayName: string;
}

/** Compares what an estate defines with what a snapshot found in Azure. */
export function estateDrift(request: DriftRequest, world: World): Promise<Outcome<DriftResult>> {
  return attemptAsync(async function* () {
    const place = placeOf(world);
    const otherTenants = yield* take(tenantsElsewhere(request));
    const mayExecute = request.executeDefinitions || !world.continuousIntegration;
    const loading = { ...place, keeper: world.keeper, mayExecute, gated: undefined };
    const loaded = yield* take(await loadSide(request.defined, undefined, loading));
    if (loaded.kind === "plan" || loaded.found !== undefined) return yield* take(notDefined(request.defined));
    const { side, facts } = loaded;
    const records = recordsOf(place.root);
    // before the snapshot: a customer who does not exist is no reason to fetch one
    const customers = yield* take(wantedCustomers(request, side, records));
    const { found, snapshot } = yield* take(loadSnapshot(request.from, world.folder));
    const earlier =
      request.earlier === undefined
        ? undefined
        : (yield* take(loadSnapshot(request.earlier, world.folder))).found;
    const called = { before: request.defined, after: request.from };
    const { catalogue } = yield* take(cataloguesOf({ ...place, commits: undefined, called }));
    const input: DriftInput = {
      defined: side,
      found,
      snapshot,
      earlier,
      customers,
      otherTenants,
      formerOwners: records.owners,
      tenants: records.tenants,
      owners: ownersOf(side, facts, records),
      catalogue,
      facts,
      today: world.today,
    };
    const elsewhere = yield* take(leftOut(input));
    const { findings, sides, exhaustedBy } = driftOf(input);
    if (exhaustedBy !== undefined) return yield* take(tooComplex(exhaustedBy));
    const tenants = foundTenants([{ found, facts }], records.managingTenants);
    return {
      findings,
      directory: nameDirectoryOf(catalogue, facts, side, tenants),
      facts,
      snapshot,
      tenants: records.tenants,
      elsewhere,
      isIncomplete: customers === undefined && hasUnlistedTenant(snapshot),
      unknownParts: found.notes.flatMap((note) => (note.kind === "parts-unknown" ? note.names : [])),
      review: () => {
        const review = compareSides(sides.defined, sides.found, { catalogue });
        return review.ok
          ? success(review.value)
          : failure("bad-arguments", incomparableText(review.error), "keeper roles update");
      },
      principal: (named) => endOfPrincipal(named, input, findings),
    };
  });
}

function tenantsElsewhere({
  customers,
  withoutTenants = [],
}: DriftRequest): Outcome<ReadonlySet<Guid> | undefined> {
  if (withoutTenants.length === 0) return success(undefined);
  const fix = "leave the customers out, or --without-tenant";
  if (customers.length > 0)
    return failure(
      "bad-arguments",
      "--without-tenant leaves customers out, and customers are named: one of the two says which to look at",
      fix,
    );
  const wrong = withoutTenants.find((each) => !GUID_PATTERN.test(each));
  if (wrong === undefined) return success(new Set(withoutTenants.map((each) => each.toLowerCase())));
  const problem = `--without-tenant is not a GUID: ${JSON.stringify(wrong)}`;
  return failure("bad-arguments", problem, "name the id of a managing tenant of the estate");
}

/**
 * What Azure still grants a principal. A principal that no definition names any more is known by its access in Azure,
 * now or earlier.
 */
function endOfPrincipal(
  named: string,
  input: DriftInput,
  findings: readonly DriftFinding[],
): Outcome<NamedPrincipalEnd> {
  const { defined, found, earlier, facts, snapshot, customers } = input;
  const inAzure = [...found.subscriptions, ...(earlier?.subscriptions ?? [])];
  const known = [
    ...(facts === undefined ? [] : knownPrincipals(facts, defined)),
    ...knownPrincipals(undefined, { ...defined, customers: [...defined.customers, ...inAzure] }),
  ];
  return mapResult(principalNamed(named, known), (principalId) => ({
    principalId,
    displayName: known.find((each) => each.principalId === principalId)?.displayName ?? "",
    ...principalEndOf(principalId, {
      found,
      earlier,
      read: readWhole(snapshot),
      findings,
      defined: defined.customers.flatMap(({ grants }) => grants),
      customerOf: customersBySubscription(input),
      isWanted: (customer) =>
        customers === undefined || (customer !== undefined && customers.includes(customer)),
    }),
  }));
}

function wantedCustomers(
  { customers, defined }: DriftRequest,
  { selection, customers: known }: AccessSide,
  records: EstateRecords,
): Outcome<readonly string[] | undefined> {
  const ids = new Set([...known.map(({ customer }) => customer), ...records.tenants.keys()]);
  const unknown = customers.find((id) => !ids.has(id));
  if (unknown !== undefined)
    return failure(
      "unknown-customer",
      `the estate has no customer ${JSON.stringify(unknown)}`,
      fixOfName(unknown, [...ids]),
    );
  const isCovered =
    selection === "complete" || (customers.length > 0 && customers.every((id) => selection.includes(id)));
  if (isCovered) return success(customers.length === 0 ? undefined : customers);
  const problem = `${defined} holds only ${selection.join(", ")}, and no other customers`;
  return failure(
    "bad-arguments",
    problem,
    "synthesize the whole estate (keeper synth), or name these customers",
  );
}

/** Customers of another run. Fails where no other customer delegates anything. */
function leftOut(input: DriftInput): Outcome<readonly string[]> {
  const elsewhere = customersElsewhere(input);
  const delegating = input.defined.customers.filter(({ definitions }) => definitions.length > 0);
  if (elsewhere.length === 0 || elsewhere.length < delegating.length) return success(elsewhere);
  const problem =
    "--without-tenant leaves out every customer that delegates anything: nothing is left to compare";
  return failure("bad-arguments", problem, "name the managing tenants of the other run alone");
}

function notDefined(name: string): Outcome<never> {
  const problem = `${name} is not what an estate defines`;
  return failure("bad-arguments", problem, "pass . or git:<revision>, or a cdktf.out folder, with --defined");
}

function tooComplex(roles: string): Outcome<never> {
  const problem = incomparableText({ kind: "roles-too-complex", roles });
  return failure(
    "unreadable-role-catalogue",
    problem,
    "make role-catalogue.json anew with keeper roles update",
  );
}
