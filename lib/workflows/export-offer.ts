import paths, { resolve } from "node:path";
import { definedAccess } from "../access/defined-access.ts";
import { ConsentAnalysis } from "../consent/consent-analysis.ts";
import { consentOf } from "../consent/consent-of.ts";
import type { ConsentSheet } from "../consent/consent-sheet.ts";
import type { Cloud } from "../delegation/cloud.ts";
import type { Customer } from "../delegation/customer.ts";
import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer } from "../delegation/offer.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { RegisteredSubscription, Registration } from "../delegation/registration.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type SubscriptionPackage, writePackages } from "../estate/package-folders.ts";
import { BESIDE_DELEGATIONS, delegationPolicyTemplate } from "../formats/arm/delegation-policy.ts";
import { genericTemplate } from "../formats/arm/generic-template.ts";
import { templateAccess } from "../formats/arm/template-access.ts";
import { genericPackageFiles } from "../onboarding/generic-package.ts";
import { managementGroupFiles } from "../onboarding/management-group-package.ts";
import { CHECKSUMS, type PackageFile, type PackageWords } from "../onboarding/package-files.ts";
import { portalAddress, publicFolder } from "../onboarding/portal-address.ts";
import { type CheckResult, checkRules, hasErrors } from "../rules/check.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { slashPath } from "../values/path-below.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import { comparableAccess } from "./comparable-access.ts";
import type { World } from "./world.ts";

/** Which offer to export for customers that are not known yet. */
export interface ExportOfferRequest {
  /** `offer`, or `offer/plan`: the newest version of every public plan, or of one. */
  readonly offer: string;
  /** Folder of the packages, relative to the working folder. */
  readonly output: string;
  /** Whether to write a package for management groups beside it. */
  readonly isForManagementGroups: boolean;
  /** Https address where the output folder is published. @default - it is not */
  readonly publicUrl: string | undefined;
  /** Makes what people read in a package. `portal` opens the form of a published package. */
  readonly words: (
    registration: Registration,
    sheet: ConsentSheet,
    cloud: Cloud,
    portal: string | undefined,
  ) => OfferWords;
}

/** What people read in the packages of a plan. */
export interface OfferWords extends PackageWords {
  /** `README.md` of the package for management groups. */
  readonly managementGroup: string;
}

/** A generic package that was written. */
export interface ExportedPlan {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  /** Relative to the working folder. */
  readonly folder: string;
}

/** Findings of the rules and, where none is an error, the written packages. */
export interface ExportOfferResult {
  readonly result: CheckResult;
  readonly exported: readonly ExportedPlan[] | undefined;
}

/** Placeholder for an unknown subscription and tenant. A template is checked with it. */
const ANY = "5ab0c1d2-e3f4-4a5b-8c6d-7e8f90a1b2c3";
const SUBSCRIPTION = "any-subscription";
const MANAGEMENT_GROUP = "management-group";

/**
 * Writes packages with which any customer delegates a whole subscription. Every template is evaluated before anything is
 * written, and must give the access and GUIDs that a customer's definition gives.
 */
export function exportOffer(request: ExportOfferRequest, world: World): Promise<Outcome<ExportOfferResult>> {
  return attemptAsync(async function* () {
    const { publicUrl } = request;
    const published = publicUrl === undefined ? undefined : yield* take(publicFolder(publicUrl));
    const folders = yield* take(findEstate(world.folder, undefined));
    const { estate, result } = yield* take(await checkedForSynthesis(folders, "complete", world));
    if (hasErrors(result.findings)) return { result, exported: undefined };
    const plans = yield* take(plansOf(request.offer, estate));
    const output = resolve(world.folder, request.output);
    const analysis = new ConsentAnalysis(estate.catalogue);
    const exported: ExportedPlan[] = [];
    const packages: SubscriptionPackage[] = [];
    for (const each of plans) {
      const taken = yield* take(verified(each, estate));
      // no id of a customer has a dot
      const customer = `offer.${each.offer.id}.${each.plan}`;
      const portal =
        published === undefined
          ? undefined
          : portalAddress(published, `${customer}/${SUBSCRIPTION}`, taken.customer.cloud);
      const written = filesOf(taken, sheetOf(taken, estate, analysis), portal, request);
      for (const [name, files] of written) {
        packages.push({ customer, subscription: name, files });
        exported.push({
          offer: each.offer.id,
          plan: each.plan,
          version: each.version,
          folder: slashPath(paths, world.folder, resolve(output, customer, name)),
        });
      }
    }
    const names = new Set(packages.map(({ customer }) => customer));
    yield* take(writePackages(output, [...names], packages, CHECKSUMS));
    return { result, exported };
  });
}

/** The files of each package of a plan, by the name of the package's folder. */
function filesOf(
  { registration, customer: { cloud } }: TakenPlan,
  sheet: ConsentSheet,
  portal: string | undefined,
  { words, isForManagementGroups }: ExportOfferRequest,
): readonly (readonly [string, readonly PackageFile[]])[] {
  const { managementGroup, ...read } = words(registration, sheet, cloud, portal);
  const { definition } = registration;
  return [
    [SUBSCRIPTION, genericPackageFiles(definition, read)],
    ...(isForManagementGroups
      ? [[MANAGEMENT_GROUP, managementGroupFiles(definition, cloud, managementGroup)] as const]
      : []),
  ];
}

/** What anybody agrees to who takes a plan. */
function sheetOf(
  { customer, subscriptions }: TakenPlan,
  estate: Estate,
  analysis: ConsentAnalysis,
): ConsentSheet {
  const sheet = consentOf({
    customer,
    subscriptions,
    offers: offersById(estate),
    analysis,
    since: undefined,
    isForAnyCustomer: true,
  });
  if (sheet === undefined) throw new Error("a plan that is taken delegates something");
  return sheet;
}

/** A plan as a customer has it that takes it for a whole subscription. */
interface TakenPlan {
  readonly customer: Customer;
  readonly subscriptions: readonly RegisteredSubscription[];
  readonly registration: Registration;
}

interface NewestPlan {
  readonly offer: Offer;
  readonly plan: string;
  readonly version: string;
}

/** The plans that a request names, each with its newest version. A private plan is for known customers. */
function plansOf(name: string, estate: Estate): Outcome<NewestPlan[]> {
  const [offerId = "", planId, ...more] = name.split("/");
  const offer = offersById(estate).get(offerId);
  if (offer === undefined || more.length > 0) {
    const ids = estate.offers.map(({ value }) => value.id).sort(compareText);
    const problem = `no offer has the id ${JSON.stringify(offerId)}`;
    return failure("bad-arguments", problem, `name one as <offer> or <offer>/<plan>: ${listed(ids, 5)}`);
  }
  const isPublic = (plan: string) => own(offer.plans, plan)?.visibility === "public";
  const open = Object.keys(offer.plans).filter(isPublic).sort(compareText);
  if (planId === undefined ? open.length === 0 : !isPublic(planId)) {
    const what = planId === undefined ? "plan" : `plan ${JSON.stringify(planId)}`;
    const problem = `the offer ${offerId} has no public ${what}`;
    const fix =
      open.length === 0
        ? "define the customer, and export that: a private plan is for customers that are known"
        : `name one of ${listed(open, 5)}`;
    return failure("bad-arguments", problem, fix);
  }
  return success(
    (planId === undefined ? open : [planId]).map((plan) => {
      const versions = Object.keys(offer.plans[plan]?.versions ?? {}).sort(compareVersions);
      return { offer, plan, version: versions.at(-1) ?? "" };
    }),
  );
}

/** A customer of whom nothing is known but the plan. */
function anyCustomer({ offer, plan, version }: NewestPlan): Customer {
  return {
    // no customer of an estate has an id with a dot
    id: "any.customer",
    name: "Any customer",
    tenantId: ANY,
    cloud: offer.managingTenant.cloud,
    tags: {},
    deployedBy: "customer",
    accepts: [],
    subscriptions: { [SUBSCRIPTION]: ANY },
    delegations: [{ offer: offer.id, plan, version, scopes: [{ subscription: SUBSCRIPTION }] }],
  };
}

/** What any customer would delegate. Fails where a rule refuses it, or the template does not give exactly that. */
function verified(plan: NewestPlan, estate: Estate): Outcome<TakenPlan> {
  return attempt(function* () {
    const customer = anyCustomer(plan);
    yield* take(unbroken(plan, customer, estate));
    const subscriptions = registerCustomer(customer, offersById(estate), estate.catalogue);
    const [registration] = subscriptions.flatMap(({ registrations }) => registrations);
    if (registration === undefined) throw new Error("a customer with a scope has a registration");
    yield* take(equalAccess(registration, customer.cloud, subscriptions));
    return { customer, subscriptions, registration };
  });
}

/** Refuses what breaks a rule for an unknown customer. An example is a role that only some subscriptions keep. */
function unbroken(
  { offer, plan, version }: NewestPlan,
  customer: Customer,
  estate: Estate,
): Outcome<undefined> {
  const before = new Set(errorsOf(estate));
  const extended = { ...estate, customers: [...estate.customers, { value: customer, file: "any customer" }] };
  const broken = errorsOf(extended).find((each) => !before.has(each));
  if (broken === undefined) return success(undefined);
  const problem = `${offer.id}/${plan}@${version} is not for every customer: it breaks ${broken}`;
  return failure("bad-arguments", problem, "define the customer, and export that");
}

function errorsOf(estate: Estate): string[] {
  const errors = checkRules(estate, RULES).findings.filter(({ severity }) => severity === "error");
  return errors.map(({ code, problem }) => `${code}: ${problem}`);
}

function equalAccess(
  { definition }: Registration,
  cloud: Cloud,
  subscriptions: readonly RegisteredSubscription[],
): Outcome<undefined> {
  const wanted = comparableAccess(definedAccess(ANY, subscriptions));
  const given = [
    templateAccess(genericTemplate(definition), ANY),
    templateAccess(delegationPolicyTemplate(definition, cloud), ANY, { beside: BESIDE_DELEGATIONS }),
  ];
  if (given.every((each) => each.ok && comparableAccess(each.value) === wanted)) return success(undefined);
  const problem = `the template of ${definition.offerId} does not give what its definitions give`;
  return failure("broken-invariant", problem, "report this as a defect; nothing was written");
}
