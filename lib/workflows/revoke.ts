import type { Revoked, RevokedCustomer } from "../access/taken-away.ts";
import { line } from "../definitions/primitives.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Revocation } from "../delegation/principal.ts";
import { offerWithout, principalsOf } from "../delegation/revocation.ts";
import { markPrincipal } from "../estate/mark-principal.ts";
import { offerTexts } from "../estate/offer-texts.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Estate } from "../rules/estate.ts";
import type { Finding } from "../rules/finding.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { checkedEstate, withLines } from "./checked-estate.ts";
import { type FileEdit, newFindings, readAgain, tryEdits } from "./edited-definitions.ts";
import { type Marking, marksAtCustomers } from "./marks-at-customers.ts";
import { type PrincipalOfTenant, type PrincipalToRevoke, unreadOffers } from "./principal-to-revoke.ts";
import { revokedCustomers, unresolvedCustomers } from "./revoked-customers.ts";
import { isAbout, synthesizedApart } from "./synthesis-apart.ts";
import type { World } from "./world.ts";

/** How a principal is revoked. */
export interface RevokeRequest {
  /** Why: one line. */
  readonly reason: string;
  /** Ids of the customers at which it loses its access; empty for everywhere. */
  readonly customers: readonly string[];
}

/** A revocation, with what the rules find, and the roles by which it is described. */
export interface JudgedRevocation extends Revoked {
  /** What the rules find now and did not find before. */
  readonly findings: readonly Finding[];
  readonly catalogue: RoleCatalogue;
}

/**
 * Marks a principal as revoked, and computes which access that removes. Marks every file of offers that writes it as a
 * literal, or the files of some customers. Earlier errors may stay. The definitions are read again afterwards. Where
 * they break another rule, all files get their old texts back. The same applies where anything but the principal's
 * access would change.
 */
export function revoke(
  { principal, managingTenantId, folders }: PrincipalToRevoke,
  { reason, customers }: RevokeRequest,
  world: World,
): Promise<Outcome<JudgedRevocation>> {
  return attemptAsync(async function* () {
    const { root } = folders;
    const why = yield* take(aReason(reason));
    const before = yield* take(await checkedEstate(folders, "complete", world));
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
        known: before.result.findings,
        otherChange: ({ estate }) => marking.otherChange(estate),
      }),
    );
    if (!after.ok) return yield* take(notMarked(after.error, marking.byHand));
    const now = after.value.estate;
    const concerned = revokedCustomers(before.estate, objectId);
    const isChosen = (id: string) => customers.length === 0 || customers.includes(id);
    const isMeant = ({ customer }: RevokedCustomer) => isChosen(customer);
    const meant = concerned.filter(isMeant);
    const ids = meant.map(({ customer }) => customer);
    const findings = newFindings(after.value.result.findings, before.result.findings);
    const emptying = after.value.result.findings.filter(({ code }) => code === NO_STANDING);
    const apart = await synthesizedApart(ids, after.value, folders, world);
    return {
      principal,
      managingTenantId,
      mark,
      at: [...new Set(customers)].sort(compareText),
      edited: edits.map(({ path }) => path),
      unmarked: marking.unmarked(now),
      customers: meant,
      elsewhere: concerned.filter((each) => !isMeant(each)).map(({ customer }) => customer),
      unreadOffers: unreadOffers(now),
      unreadCustomers: unresolvedCustomers(now)
        .filter(({ id }) => isChosen(id))
        .map(({ file }) => file),
      apart: apart.ok ? apart.value : [],
      emptied: now.customers
        .filter((each) => emptying.some((finding) => isAbout(finding, each, now)))
        .map(({ value }) => value.id)
        .sort(compareText),
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
  { principal: { objectId }, managingTenantId }: PrincipalOfTenant,
  mark: Revocation,
): Marking {
  return {
    edits: marksIn(root, new Set(unreadOffers(before)), objectId, mark),
    otherChange: (after) => otherChange(before, after, objectId),
    unmarked: (after) => unmarkedFiles(after, managingTenantId, objectId),
    byHand: `add revoked: { since: ${JSON.stringify(mark.since)}, reason: ${JSON.stringify(mark.reason)} } beside objectId ${objectId} in offers/ by hand`,
  };
}

/** @param unread files whose edit could not be checked */
function marksIn(root: string, unread: ReadonlySet<string>, objectId: Guid, mark: Revocation): FileEdit[] {
  return offerTexts(root).flatMap(({ path, text }) => {
    if (unread.has(path)) return [];
    const { text: edited, added } = markPrincipal(text, path, objectId, mark);
    return added === 0 ? [] : [{ path, text, edited }];
  });
}

/** The rule that a version breaks of which no standing access is left. */
const NO_STANDING = "LH014";

/** Rules that a mark itself may break. What is missing then is shown, and the mark stays. */
const OF_MARKS: ReadonlySet<string> = new Set([NO_STANDING, "LH085"]);

function notMarked(why: string, byHand: string): Outcome<never> {
  return failure(
    "unreadable-input",
    `the mark cannot be written for you, and no file was changed: ${why}`,
    byHand,
  );
}

/** A difference of the current estate from the earlier one without the principal. Undefined without a difference. */
function otherChange(before: Estate, after: Estate, objectId: Guid): string | undefined {
  const gone = new Set([objectId]);
  // by file: two offers with one id are an error that may have stood before
  const offersNow = new Map(after.offers.map(({ file, value }) => [file, value]));
  for (const { value: offer, file } of before.offers) {
    const now = offersNow.get(file);
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
