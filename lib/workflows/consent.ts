import { ConsentAnalysis } from "../consent/consent-analysis.ts";
import { consentOf } from "../consent/consent-of.ts";
import type { ConsentSheet } from "../consent/consent-sheet.ts";
import { registerCustomer } from "../delegation/register.ts";
import { readAcceptance } from "../estate/acceptance-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type CheckResult, hasErrors } from "../rules/check.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, mapResult, success, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import type { World } from "./world.ts";

/** Whose consent sheets to make. */
export interface ConsentRequest {
  /** Ids of customers, at least one. */
  readonly customers: readonly string[];
  /** The version to compare with, or `accepted`: the recorded ones. @default - nothing is compared */
  readonly since: string | undefined;
}

/** Findings of the rules. Where none is an error, also a sheet for each customer with a delegation. */
export interface ConsentResult {
  readonly result: CheckResult;
  readonly sheets: readonly ConsentSheet[] | undefined;
}

/** Works out what customers agree to, by their definitions. */
export function consentSheets(request: ConsentRequest, world: World): Promise<Outcome<ConsentResult>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const selection = [...new Set(request.customers)].sort(compareText);
    const { estate, result } = yield* take(await checkedForSynthesis(folders, selection, world));
    if (hasErrors(result.findings)) return { result, sheets: undefined };
    const since = yield* take(sinceOf(request.since, estate, folders.root));
    const sheets = sheetsOf(estate, since);
    if (sheets.length === 0)
      return yield* take(failure("bad-arguments", "nothing is delegated there", "name another customer"));
    return { result, sheets };
  });
}

/** The sheets of an estate's customers, sorted by id. */
export function sheetsOf(estate: Estate, since: Since | undefined): ConsentSheet[] {
  const { catalogue, customers } = estate;
  const offers = offersById(estate);
  const analysis = new ConsentAnalysis(catalogue);
  return customers
    .map(({ value }) => value)
    .sort((a, b) => compareText(a.id, b.id))
    .flatMap((customer) => {
      const subscriptions = registerCustomer(customer, offers, catalogue);
      const earlier = since && ((offer: string, plan: string) => since(customer.id, offer, plan));
      return consentOf({ customer, subscriptions, offers, analysis, since: earlier }) ?? [];
    });
}

/** The version of a plan to compare a customer's sheet with. Undefined where there is none. */
export type Since = (customer: string, offer: string, plan: string) => string | undefined;

/** The versions to compare with: one for all, or those that are recorded as accepted. */
function sinceOf(since: string | undefined, estate: Estate, root: string): Outcome<Since | undefined> {
  if (since !== "accepted") {
    const known = knownVersion(estate, since);
    return mapResult(known, () => (since === undefined ? undefined : () => since));
  }
  const accepted = new Map<string, string>();
  for (const { value } of estate.customers) {
    const read = readAcceptance(root, value.id);
    if (read?.ok !== true) {
      const problem = `no acceptance of ${value.id} is recorded that can be read`;
      return failure("bad-arguments", problem, "record it with keeper accept, or pass --since <version>");
    }
    for (const { plan } of read.value.delegations) {
      const [name = "", version = ""] = plan.split("@");
      accepted.set(`${value.id} ${name}`, version);
    }
  }
  return success((customer, offer, plan) => accepted.get(`${customer} ${offer}/${plan}`));
}

/** Fails for a version that none of the plans has. Otherwise the sheet would silently show no change. */
function knownVersion({ offers, customers }: Estate, since: string | undefined): Outcome<undefined> {
  if (since === undefined) return success(undefined);
  const plans = customers.flatMap(({ value }) =>
    value.delegations.flatMap(({ offer, plan }) => {
      const found = offers.find((each) => each.value.id === offer)?.value;
      return found === undefined ? [] : (own(found.plans, plan) ?? []);
    }),
  );
  if (plans.some(({ versions }) => Object.hasOwn(versions, since))) return success(undefined);
  const known = [...new Set(plans.flatMap(({ versions }) => Object.keys(versions)))].join(", ");
  return failure("bad-arguments", `no plan that they take has the version ${since}`, `name one of ${known}`);
}
