import { compareVersions } from "../delegation/identifiers.ts";
import { type Estate, findOffer } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { attempt, success, take } from "../values/result.ts";
import { unknownCustomer } from "./meant-name.ts";
import { planOf } from "./named-plan.ts";
import { tagOf } from "./tag-of.ts";

/** Which delegations to move. Customers are chosen by id, by tag, or by the plan alone. */
export interface UpgradeTargets {
  readonly customers: readonly string[];
  /** `offer/plan`. @default - the only plan of the chosen customers that has the version */
  readonly plan: string | undefined;
  /** `key=value`. */
  readonly tag: string | undefined;
  readonly to: string;
}

/** A delegation to move, with where it is written. */
export interface UpgradeTarget {
  readonly customer: string;
  readonly file: string;
  /** Position among the customer's delegations, from 0. */
  readonly index: number;
  readonly offer: string;
  readonly plan: string;
  /** The version that it names now. */
  readonly version: string;
}

/** Chosen delegations with another version, and customers that have the version already. */
export interface ChosenDelegations {
  readonly targets: readonly UpgradeTarget[];
  readonly current: readonly string[];
}

/** Finds the delegations that a request names. Fails where it names none, or could mean several plans. */
export function upgradeTargets(request: UpgradeTargets, estate: Estate): Outcome<ChosenDelegations> {
  return attempt(function* () {
    const { to } = request;
    const chosen = yield* take(chosenCustomers(request, estate));
    const wanted = request.plan === undefined ? undefined : yield* take(planWith(request.plan, to, estate));
    const all = chosen.flatMap(({ value, file }) =>
      value.delegations.flatMap(({ offer, plan, version, scopes }, index): UpgradeTarget[] => {
        const versions = own(findOffer(estate, offer)?.value.plans ?? {}, plan)?.versions ?? {};
        const isMeant =
          wanted === undefined ? own(versions, to) !== undefined : wanted === `${offer}/${plan}`;
        return isMeant && scopes.length > 0
          ? [{ customer: value.id, file, index, offer, plan, version }]
          : [];
      }),
    );
    const plans = [...new Set(all.map(({ offer, plan }) => `${offer}/${plan}`))].sort(compareText);
    if (plans.length > 1) return yield* take(severalPlans(to, plans));
    const targets = all.filter(({ version }) => version !== to);
    const current = all.filter(({ version }) => version === to).map(({ customer }) => customer);
    if (all.length === 0) return yield* take(nothingChosen(request, chosen, estate));
    return { targets, current: [...new Set(current)].sort(compareText) };
  });
}

function chosenCustomers(
  { customers: ids, tag, plan }: UpgradeTargets,
  { customers }: Estate,
): Outcome<Estate["customers"]> {
  if (ids.length === 0 && tag === undefined && plan === undefined)
    return failure("bad-arguments", "no customer is chosen", "name customers, or pass --plan or --tag");
  const known = customers.map(({ value }) => value.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) return unknownCustomer(unknown, known);
  const wanted = tag === undefined ? undefined : tagOf(tag);
  if (wanted?.ok === false) return wanted;
  const byId = [...customers].sort((a, b) => compareText(a.value.id, b.value.id));
  return success(
    byId.filter(
      ({ value }) =>
        (ids.length === 0 || ids.includes(value.id)) &&
        (wanted === undefined || own(value.tags, wanted.value[0]) === wanted.value[1]),
    ),
  );
}

/** The plan that is named, which must have the version. */
function planWith(named: string, to: string, estate: Estate): Outcome<string> {
  return attempt(function* () {
    const { offer, plan } = yield* take(planOf(named, estate));
    const versions = own(offer.value.plans, plan)?.versions ?? {};
    if (own(versions, to) !== undefined) return named;
    const numbers = Object.keys(versions).sort(compareVersions);
    const problem = `plan ${named} has no version ${to}`;
    return yield* take(failure("bad-arguments", problem, `name one of: ${listed(numbers, 10)}`));
  });
}

function severalPlans(to: string, plans: readonly string[]): Outcome<never> {
  const problem = `the chosen customers take several plans that have version ${to}: ${listed(plans, 5)}`;
  return failure("bad-arguments", problem, `name one with --plan ${plans[0]}`);
}

function nothingChosen(
  { to, plan, tag }: UpgradeTargets,
  chosen: Estate["customers"],
  estate: Estate,
): Outcome<never> {
  const what = plan ?? `a plan with version ${to}`;
  const who = tag === undefined ? "no chosen customer" : `no customer with the tag ${tag}`;
  const taken = chosen.flatMap(({ value }) =>
    value.delegations.flatMap(({ offer, plan: id }) =>
      Object.keys(own(findOffer(estate, offer)?.value.plans ?? {}, id)?.versions ?? {}).map(
        (version) => `${offer}/${id}@${version}`,
      ),
    ),
  );
  const versions = [...new Set(taken)].sort(compareText);
  const fix =
    versions.length === 0 ? "keeper status shows who takes what" : `they have: ${listed(versions, 10)}`;
  return failure("bad-arguments", `${who} has a delegation of ${what}`, fix);
}
