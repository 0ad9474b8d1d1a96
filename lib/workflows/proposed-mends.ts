import { join } from "node:path";
import type { AccessSide } from "../access/access-side.ts";
import { definedAccess } from "../access/defined-access.ts";
import type { Advice } from "../advice/advice.ts";
import { versionIn } from "../advice/advised-version.ts";
import type { ProposedMend } from "../advice/proposal.ts";
import { editedVersion, type VersionEdit } from "../advice/version-edit.ts";
import type { Customer } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import { registerCustomer } from "../delegation/register.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { locator } from "../estate/locate.ts";
import { withVersionEdits } from "../estate/version-edit-text.ts";
import type { AccessReview } from "../review/access-change.ts";
import { compareSides } from "../review/compare.ts";
import { type Estate, findOffer, offersById } from "../rules/estate.ts";
import { type ChangedLines, changedLines } from "../values/changed-lines.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { mapResult, success } from "../values/result.ts";
import { incomparableText } from "./compare-sides.ts";
import { nextVersion } from "./offer-lines.ts";

/** Limit of customers whose access a review of one piece of advice compares. These customers have the same version. */
const MOST_REVIEWED = 20;

/** Works out what mends advice on an estate, and what that changes. */
export class ProposedMends {
  readonly #estate: Estate;
  readonly #root: string;
  readonly #lineOf: ReturnType<typeof locator>;

  constructor(estate: Estate, root: string) {
    this.#estate = estate;
    this.#root = root;
    this.#lineOf = locator(root);
  }

  /** What mends a piece of advice. Writes nothing. */
  of(advice: Advice): Outcome<ProposedMend> {
    const { at, of, mend, customers } = advice;
    const line = at === undefined ? undefined : this.#lineOf(at);
    const offer = of === undefined ? undefined : findOffer(this.#estate, of.offer)?.value;
    if (at === undefined || of === undefined || offer === undefined)
      return success({ line, edit: undefined, next: undefined, review: undefined, reviewed: [] });
    const next = this.#next(offer, of);
    if (mend.kind === "by-hand")
      return success({ line, edit: undefined, next, review: undefined, reviewed: [] });
    const reviewed = customers.slice(0, MOST_REVIEWED);
    const edit = this.#edit(at.file, offer, of, mend.edits);
    return mapResult(this.#review(editedOffer(offer, of, mend.edits), reviewed), (review) => ({
      line,
      edit,
      next,
      review,
      reviewed,
    }));
  }

  #next(offer: Offer, { plan, version }: NonNullable<Advice["of"]>): string | undefined {
    const recorded = own(this.#estate.published.get(offer.id) ?? {}, plan)?.versions ?? {};
    if (own(recorded, version) === undefined) return undefined;
    return nextVersion([...Object.keys(own(offer.plans, plan)?.versions ?? {}), ...Object.keys(recorded)]);
  }

  #edit(
    file: string,
    offer: Offer,
    of: NonNullable<Advice["of"]>,
    edits: readonly VersionEdit[],
  ): readonly ChangedLines[] | undefined {
    const version = versionIn(offer, of);
    const text = readTextFile(join(this.#root, file), "definition", OWN);
    if (version === undefined || !text.ok) return undefined;
    const path = ["plans", of.plan, "versions", of.version];
    const edited = withVersionEdits({ text: text.value, file, path, version }, edits);
    return edited === undefined ? undefined : changedLines(text.value, edited);
  }

  #review(edited: Offer, customers: readonly string[]): Outcome<AccessReview> {
    const { catalogue } = this.#estate;
    const concerned = this.#estate.customers
      .map(({ value }) => value)
      .filter(({ id }) => customers.includes(id));
    const offers = offersById(this.#estate);
    const before = sideOf(concerned, offers, this.#estate);
    const after = sideOf(concerned, new Map([...offers, [edited.id, edited]]), this.#estate);
    const review = compareSides(before, after, { catalogue, customers });
    if (review.ok) return success(review.value);
    const fix = "make role-catalogue.json anew with keeper roles update";
    return failure("unreadable-role-catalogue", incomparableText(review.error), fix);
  }
}

function sideOf(
  customers: readonly Customer[],
  offers: ReadonlyMap<string, Offer>,
  { catalogue }: Estate,
): AccessSide {
  return {
    source: "definitions",
    selection: "complete",
    customers: customers.map((each) => definedAccess(each.id, registerCustomer(each, offers, catalogue))),
  };
}

function editedOffer(offer: Offer, of: NonNullable<Advice["of"]>, edits: readonly VersionEdit[]): Offer {
  const plan = own(offer.plans, of.plan);
  const version = versionIn(offer, of);
  if (plan === undefined || version === undefined) return offer;
  const versions = { ...plan.versions, [of.version]: editedVersion(version, edits) };
  return { ...offer, plans: { ...offer.plans, [of.plan]: { ...plan, versions } } };
}
