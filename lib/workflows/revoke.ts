import { line } from "../definitions/primitives.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Principal, Revocation } from "../delegation/principal.ts";
import { offerWithout, principalsOf } from "../delegation/revocation.ts";
import { findEstate } from "../estate/find-estate.ts";
import { markPrincipal } from "../estate/mark-principal.ts";
import { offerTexts } from "../estate/offer-texts.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import type { Finding } from "../rules/finding.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { withLines } from "./checked-estate.ts";
import { type FileEdit, readAgain, soundEstate, tryEdits } from "./edited-definitions.ts";
import { type Marking, marksAtCustomers } from "./marks-at-customers.ts";
import { principalNamed } from "./named-principal.ts";
import { type RevokedCustomer, revokedCustomers } from "./revoked-customers.ts";
import type { World } from "./world.ts";

/** Request to revoke a principal. */
export interface RevokeRequest {
  /** Its object id, its name in the registry, or its display name. */
  readonly principal: string;
  /** Why: one line. */
  readonly reason: string;
  /** Ids of the customers at which it loses its access; empty for everywhere. */
  readonly customers: readonly string[];
}

/** What a revocation did to the definitions, and what it means. Nothing was deployed. */
export interface Revoked {
  readonly principal: Principal;
  readonly managingTenantId: Guid;
  readonly mark: Revocation;
  /** The customers at which it is revoked, by id; empty for everywhere. */
  readonly at: readonly string[];
  /** Files that got the mark, relative to the estate's root. */
  readonly edited: readonly string[];
  /** Files of offers that name the principal, or of the customers, that could not be marked: a person adds the mark. */
  readonly unmarked: readonly string[];
  /** Customers whose access changes, or would change with every mark in place; by id. */
  readonly customers: readonly RevokedCustomer[];
  /** Customers at which the principal keeps what it has, by id. */
  readonly elsewhere: readonly string[];
  /** What the rules find now and did not find before. */
  readonly findings: readonly Finding[];
  readonly catalogue: RoleCatalogue;
}

/**
 * Marks a principal as revoked in every file of offers that writes it as a literal, or in the files of some customers, and
 * works out what that takes away.
 * The definitions are read again afterwards: where anything but the principal's access would change, all files get their
 * old texts back.
 */
export function revoke(
  { principal: named, reason, customers }: RevokeRequest,
  world: World,
): Promise<Outcome<Revoked>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { root } = folders;
    const why = yield* take(aReason(reason));
    const before = yield* take(await soundEstate(folders, world, OF_MARKS));
    const { principal, managingTenantId } = yield* take(thePrincipal(named, before.estate));
    const { objectId } = principal;
    const mark = { since: world.today, reason: why };
    const marking =
      customers.length === 0
        ? marksEverywhere(root, before.estate, { principal, managingTenantId }, mark)
        : yield* take(marksAtCustomers(root, before.estate, customers, { objectId, ...mark }));
    const { edits } = marking;
    const after = await tryEdits(edits, root, world, () =>
      readAgain(folders, world, {
        except: OF_MARKS,
        otherChange: ({ estate }) => marking.otherChange(estate),
      }),
    );
    if (!after.ok) return yield* take(notMarked(after.error, marking.byHand));
    const concerned = revokedCustomers(before.estate, objectId);
    const isMeant = ({ customer }: RevokedCustomer) => customers.length === 0 || customers.includes(customer);
    const known = new Set(before.result.findings.map(findingKey));
    const findings = after.value.result.findings.filter((each) => !known.has(findingKey(each)));
    return {
      principal,
      managingTenantId,
      mark,
      at: [...new Set(customers)].sort(compareText),
      edited: edits.map(({ path }) => path),
      unmarked: marking.unmarked(after.value.estate),
      customers: concerned.filter(isMeant),
      elsewhere: concerned.filter((each) => !isMeant(each)).map(({ customer }) => customer),
      findings: (await withLines({ findings, skippedRules: [] }, root)).findings,
      catalogue: before.estate.catalogue,
    };
  });
}

function aReason(text: string): Outcome<string> {
  const read = line.safeParse(text);
  if (read.success) return success(read.data);
  const allowed = read.error.issues[0]?.message ?? "";
  return failure("bad-arguments", `${JSON.stringify(text)} is no reason`, `pass --reason: ${allowed}`);
}

/** Marks in every file of offers. */
function marksEverywhere(
  root: string,
  before: Estate,
  { principal: { objectId }, managingTenantId }: OfTenant,
  mark: Revocation,
): Marking {
  return {
    edits: marksIn(root, objectId, mark),
    otherChange: (after) => otherChange(before, after, objectId),
    unmarked: (after) => unmarkedFiles(after, managingTenantId, objectId),
    byHand: `add revoked: { since: ${JSON.stringify(mark.since)}, reason: ${JSON.stringify(mark.reason)} } beside objectId ${objectId} in offers/ by hand`,
  };
}

function marksIn(root: string, objectId: Guid, mark: Revocation): FileEdit[] {
  return offerTexts(root).flatMap(({ path, text }) => {
    const { text: edited, added } = markPrincipal(text, path, objectId, mark);
    return added === 0 ? [] : [{ path, text, edited }];
  });
}

function findingKey({ code, at }: Finding): string {
  return JSON.stringify([code, at.file, at.path]);
}

/** Rules that a mark itself may break: what is missing then is shown, and the mark stays. */
const OF_MARKS: ReadonlySet<string> = new Set(["LH014", "LH085"]);

interface OfTenant {
  readonly principal: Principal;
  readonly managingTenantId: Guid;
}

function thePrincipal(named: string, { offers }: Estate): Outcome<OfTenant> {
  const all = offers.flatMap(({ value: offer }) =>
    principalsOf(offer).map(
      (principal): OfTenant => ({
        principal,
        managingTenantId: offer.managingTenant.tenantId,
      }),
    ),
  );
  const registered = offers.flatMap(({ value }) =>
    Object.entries(value.managingTenant.principals).map(([name, { objectId }]) => ({
      principalId: objectId,
      displayName: name,
    })),
  );
  const shown = all.map(({ principal }) => ({
    principalId: principal.objectId,
    displayName: principal.displayName,
  }));
  return attempt(function* () {
    const id = yield* take(principalNamed(named, [...shown, ...registered]));
    const [found] = all.filter(({ principal }) => principal.objectId === id);
    if (found === undefined) throw new Error("a principal that was found by name is in no offer");
    return found;
  });
}

function notMarked(why: string, byHand: string): Outcome<never> {
  return failure(
    "unreadable-input",
    `the mark cannot be written for you, and no file was changed: ${why}`,
    byHand,
  );
}

/** A difference between the estate as it is read now and the one before without the principal; undefined without one. */
function otherChange(before: Estate, after: Estate, objectId: Guid): string | undefined {
  const gone = new Set([objectId]);
  const offersNow = offersById(after);
  for (const { value: offer } of before.offers) {
    const now = offersNow.get(offer.id);
    const isMarked = now !== undefined && isMarkedIn(now, objectId);
    const expected = isMarked ? offerWithout(offer, gone) : offer;
    if (JSON.stringify(now && grantsIn(now)) !== JSON.stringify(grantsIn(expected)))
      return `offer ${offer.id} would grant something else than before`;
  }
  return offersNow.size === before.offers.length ? undefined : "the offers would be others than before";
}

function isMarkedIn(offer: Offer, objectId: Guid): boolean {
  return principalsOf(offer).some((each) => each.objectId === objectId && each.revoked !== undefined);
}

/** All that an offer grants, without marks. */
function grantsIn({ plans }: Offer): unknown {
  return JSON.parse(JSON.stringify(plans, (key, value: unknown) => (key === "revoked" ? undefined : value)));
}

function unmarkedFiles({ offers }: Estate, tenant: Guid, objectId: Guid): string[] {
  return offers
    .filter(({ value }) => value.managingTenant.tenantId === tenant)
    .filter(({ value }) => principalsOf(value).some((each) => each.objectId === objectId))
    .filter(({ value }) => !isMarkedIn(value, objectId))
    .map(({ file }) => file);
}
