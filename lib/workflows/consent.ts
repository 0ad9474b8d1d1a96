import { ConsentAnalysis } from "../consent/consent-analysis.ts";
import { consentOf } from "../consent/consent-of.ts";
import type { ConsentSheet } from "../consent/consent-sheet.ts";
import { registerCustomer } from "../delegation/register.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type CheckResult, hasErrors } from "../rules/check.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import type { World } from "./world.ts";

/** Whose consent sheets to make. */
export interface ConsentRequest {
  /** Ids of customers, at least one. */
  readonly customers: readonly string[];
  /** The version to compare with. @default - nothing is compared */
  readonly since: string | undefined;
}

/** Findings of the rules and, where none is an error, a sheet for each customer with a delegation. */
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
    yield* take(knownVersion(estate, request.since));
    const sheets = sheetsOf(estate, request.since);
    if (sheets.length === 0)
      return yield* take(failure("bad-arguments", "nothing is delegated there", "name another customer"));
    return { result, sheets };
  });
}

/** The sheets of an estate's customers, sorted by id. */
export function sheetsOf(estate: Estate, since: string | undefined): ConsentSheet[] {
  const { catalogue, customers } = estate;
  const offers = offersById(estate);
  const analysis = new ConsentAnalysis(catalogue);
  return customers
    .map(({ value }) => value)
    .sort((a, b) => compareText(a.id, b.id))
    .flatMap((customer) => {
      const subscriptions = registerCustomer(customer, offers, catalogue);
      return consentOf({ customer, subscriptions, offers, analysis, since }) ?? [];
    });
}

/** A version that none of the plans has is a mistake: the sheet would silently show no change. */
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
