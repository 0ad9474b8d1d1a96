import { parseCustomer } from "../definitions/customer-schema.ts";
import {
  type CustomerStart,
  type DelegationStart,
  NO_OFFER_YET,
  type ScopeStart,
} from "../definitions/customer-template.ts";
import { parseOffer } from "../definitions/parse-offer.ts";
import { EXAMPLE_CUSTOMER_TENANT_ID } from "../delegation/example-ids.ts";
import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer } from "../delegation/offer.ts";
import { listDefinitionFiles } from "../estate/definition-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type Reading, readAll } from "../estate/read-definitions.ts";
import type { Located } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { nearest } from "../values/nearest.ts";
import { mapResult, success } from "../values/result.ts";
import { allTogether } from "./all-together.ts";
import { unusableAnswer } from "./unusable-answer.ts";
import type { World } from "./world.ts";

/** What is known of a customer before its file is written. Each as typed on a command line. */
export interface CustomerAnswers {
  readonly name?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly deployedBy?: "provider" | "customer" | undefined;
  /** `name=id` each. */
  readonly subscriptions?: readonly string[] | undefined;
  /** `offer/plan@version` each; without a version, the newest. */
  readonly offers?: readonly string[] | undefined;
  /** A name each; where there are several subscriptions, `subscription/name`. Empty: whole subscriptions. */
  readonly resourceGroups?: readonly string[] | undefined;
}

/** Reads the estate's offers: those that can be read, and the problems of the others. */
export async function readOffersToTake(root: string): Promise<Outcome<Reading<Offer>>> {
  try {
    return success(await readAll(root, listDefinitionFiles(root, "offers"), parseOffer));
  } catch (error) {
    return failure(
      "unreadable-input",
      `offers/ cannot be read: ${reasonOf(error)}`,
      "make it a readable folder",
    );
  }
}

/** Every plan of the estate's offers in its newest version, as `offer/plan@version`. */
export async function plansToTake({ folder }: Pick<World, "folder">): Promise<Outcome<readonly string[]>> {
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return estate;
  const offers = await readOffersToTake(estate.value.root);
  return mapResult(offers, ({ read }) =>
    read.flatMap(({ value }) =>
      Object.keys(value.plans).map((plan) => `${value.id}/${plan}@${versionsOf(value, plan).at(-1)}`),
    ),
  );
}

/** Turns answers into a starting file's content. If not, reports for each unusable answer why. */
export function customerStart(
  id: string,
  answers: CustomerAnswers,
  offers: Reading<Offer>,
): Outcome<CustomerStart> {
  const { name, tenantId, deployedBy, offers: taken = [] } = answers;
  const subscriptions = subscriptionsOf(answers.subscriptions ?? []);
  const names = subscriptions.ok ? Object.keys(subscriptions.value) : [];
  const scopes = subscriptions.ok ? scopesOf(answers.resourceGroups ?? [], names) : success([]);
  const places = scopes.ok ? scopes.value : [];
  const plans = taken.map((words) => takenPlan(words, offers));
  const start: CustomerStart = {
    id,
    name,
    tenantId,
    deployedBy,
    subscriptions: subscriptions.ok ? subscriptions.value : {},
    // a delegation without a scope is told in words of the command line
    delegations: plans.flatMap((plan) =>
      plan.ok && places.length > 0 ? [{ ...plan.value, scopes: places }] : [],
    ),
    example: exampleOf(offers.read),
  };
  const lacks =
    subscriptions.ok && scopes.ok && places.length === 0 ? taken.slice(0, 1).map(lacksSubscription) : [];
  return mapResult(allTogether([subscriptions, scopes, ...plans, ...lacks, readable(start)]), () => start);
}

function lacksSubscription(words: string): Outcome<never> {
  return bad(`${words} needs a subscription to delegate`, "add --subscription <name>=<id>");
}

function bad(problem: string, fix: string): Outcome<never> {
  return failure("bad-arguments", problem, fix);
}

/** Reads the definition as keeper will, with unknown parts filled in. No other rules are therefore written here. */
function readable(start: CustomerStart): Outcome<undefined> {
  const {
    id,
    name = "name",
    tenantId = EXAMPLE_CUSTOMER_TENANT_ID,
    deployedBy,
    subscriptions,
    delegations,
  } = start;
  const taken = delegations.map(({ offer, plan, version, scopes }) => ({
    offer,
    plan,
    version,
    scopes: scopes.map(({ subscription, resourceGroups }) =>
      resourceGroups.length === 0 ? { subscription } : { subscription, resourceGroups },
    ),
  }));
  const read = parseCustomer({ id, name, tenantId, deployedBy, subscriptions, delegations: taken });
  return read.ok ? success(undefined) : unusableAnswer(read.error);
}

function subscriptionsOf(words: readonly string[]): Outcome<Readonly<Record<string, string>>> {
  const listed = new Map<string, string>();
  for (const each of words) {
    const [, name, id] = /^([^=]+)=(.*)$/.exec(each) ?? [];
    if (name === undefined || id === undefined)
      return bad(`${JSON.stringify(each)} names no subscription`, "write --subscription <name>=<id>");
    if (listed.has(name)) return bad(`two subscriptions are called ${name}`, "give each its own name");
    listed.set(name, id);
  }
  return success(Object.fromEntries(listed));
}

function scopesOf(
  words: readonly string[],
  subscriptions: readonly string[],
): Outcome<readonly ScopeStart[]> {
  const groups = new Map<string, string[]>();
  for (const each of words) {
    const slash = each.indexOf("/");
    const subscription =
      slash >= 0 ? each.slice(0, slash) : subscriptions.length === 1 ? subscriptions[0] : undefined;
    if (subscription === undefined || !subscriptions.includes(subscription)) {
      const fix = `write --resource-group ${subscriptions[0] ?? "<subscription>"}/${each.slice(slash + 1)}`;
      return bad(`it is not said in which listed subscription the resource group ${each} is`, fix);
    }
    groups.set(subscription, [...(groups.get(subscription) ?? []), each.slice(slash + 1)]);
  }
  const named = groups.size === 0 ? subscriptions : [...groups.keys()];
  return success(
    named.map((subscription) => ({ subscription, resourceGroups: groups.get(subscription) ?? [] })),
  );
}

type TakenPlan = Omit<DelegationStart, "scopes">;

/** Finds the plan and version that `offer/plan@version` names. */
function takenPlan(words: string, offers: Reading<Offer>): Outcome<TakenPlan> {
  const [, offerId = "", planId, version] = /^([^/@]+)(?:\/([^/@]+))?(?:@([^/@]+))?$/.exec(words) ?? [];
  const offer = offers.read.find(({ value }) => value.id === offerId);
  const typed = (id: string, plan: string | undefined, of: string | undefined) =>
    `${id}${plan === undefined ? "" : `/${plan}`}${of === undefined ? "" : `@${of}`}`;
  /** The failure of an unknown word. Its fix is what `meant` makes of the most similar known word, fully corrected. */
  const unknown = (
    what: string,
    written: string,
    known: readonly string[],
    meant: (near: string) => string,
  ) => {
    const near = nearest(written, known);
    if (near === undefined) return bad(`there is no ${what}`, otherFix(known, meant));
    const corrected = takenPlan(meant(near), offers);
    return bad(`there is no ${what}`, corrected.ok ? `write --offer ${meant(near)}` : corrected.error.fix);
  };
  if (offer === undefined) {
    const unread = unreadableOffer(offerId, offers);
    if (unread !== undefined) return unread;
    const known = offers.read.map(({ value }) => value.id);
    return unknown(`offer ${JSON.stringify(offerId)}`, offerId, known, (id) => typed(id, planId, version));
  }
  const plans = Object.keys(offer.value.plans);
  const plan = planId ?? (plans.length === 1 ? plans[0] : undefined);
  const withPlan = (id: string) => typed(offerId, id, version);
  if (plan === undefined) return bad(`offer ${offerId} has several plans`, otherFix(plans, withPlan));
  if (!plans.includes(plan))
    return unknown(`plan ${JSON.stringify(plan)} of offer ${offerId}`, plan, plans, withPlan);
  const versions = versionsOf(offer.value, plan);
  const taken = version ?? versions.at(-1);
  if (taken === undefined || !versions.includes(taken))
    return unknown(
      `version ${JSON.stringify(taken)} of plan ${plan}`,
      taken ?? "",
      versions.toReversed(),
      (of) => typed(offerId, plan, of),
    );
  return success({ offer: offerId, module: moduleOf(offer.file), plan, version: taken });
}

/** The failure of an offer whose file cannot be read. Undefined where there is no such file. */
function unreadableOffer(id: string, { unreadable }: Reading<Offer>): Outcome<never> | undefined {
  const file = unreadable.find(({ at }) => at.file.replace(/\.\w+$/, "") === `offers/${id}`);
  const why = `offer ${id} cannot be taken: in ${file?.at.file}, ${file?.problem}`;
  return file && failure("unreadable-input", why, file.fix);
}

/** What to type where no word is similar: the first known one, and the others. */
function otherFix(known: readonly string[], typed: (word: string) => string): string {
  const [first] = known;
  if (first === undefined) return "write one first: keeper new offer <id>";
  return `write --offer ${typed(first)}${known.length === 1 ? "" : `; there are ${known.join(", ")}`}`;
}

/** Versions of a plan, the newest last. */
function versionsOf({ plans }: Offer, plan: string): string[] {
  return Object.keys(plans[plan]?.versions ?? {}).sort(compareVersions);
}

/** The module of an offer, from the folder of customers. Undefined where the offer is data. */
function moduleOf(file: string): string | undefined {
  return /\.m?[tj]s$/.test(file) ? `../${file}` : undefined;
}

/** The first offer of the estate with the newest version of its first plan. */
function exampleOf([offer]: readonly Located<Offer>[]): DelegationStart {
  const [plan] = Object.keys(offer?.value.plans ?? {});
  if (offer === undefined || plan === undefined) return NO_OFFER_YET;
  const version = versionsOf(offer.value, plan).at(-1) ?? NO_OFFER_YET.version;
  return { offer: offer.value.id, module: moduleOf(offer.file), plan, version, scopes: [] };
}
