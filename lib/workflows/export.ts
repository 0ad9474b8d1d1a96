import paths, { resolve } from "node:path";
import { definedAccess } from "../access/defined-access.ts";
import { ConsentAnalysis } from "../consent/consent-analysis.ts";
import { consentOf } from "../consent/consent-of.ts";
import type { ConsentSheet } from "../consent/consent-sheet.ts";
import type { Customer } from "../delegation/customer.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { RegisteredSubscription } from "../delegation/registration.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type SubscriptionPackage, writePackages } from "../estate/package-folders.ts";
import { subscriptionTemplate } from "../formats/arm/template.ts";
import { templateAccess } from "../formats/arm/template-access.ts";
import type { OnboardedSubscription } from "../onboarding/onboarded-subscription.ts";
import { CHECKSUMS, type PackageWords, packageFiles } from "../onboarding/package-files.ts";
import { type CheckResult, hasErrors } from "../rules/check.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { slashPath } from "../values/path-below.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import { comparableAccess } from "./comparable-access.ts";
import type { World } from "./world.ts";

/** What to export. */
export interface ExportRequest {
  /** Ids of customers, at least one. */
  readonly customers: readonly string[];
  /** Folder of the packages, relative to the working folder. */
  readonly output: string;
  /** Makes a package's texts for readers. They depend on what the package delegates and what is agreed to by it. */
  readonly words: (onboarded: OnboardedSubscription, sheet: ConsentSheet) => PackageWords;
}

/** A package of one subscription, or a subscription without one because nothing is delegated there. */
export interface ExportedSubscription {
  readonly customer: string;
  readonly subscription: string;
  /** Relative to the working folder; undefined where nothing is delegated. */
  readonly folder: string | undefined;
}

/** Findings of the rules and, where none is an error, the written packages. */
export interface ExportResult {
  readonly result: CheckResult;
  readonly exported: readonly ExportedSubscription[] | undefined;
}

/**
 * Writes onboarding packages for customers that deploy by themselves. Every template is decoded again before anything is
 * written, and must give exactly the access that the definitions give.
 */
export function exportPackages(request: ExportRequest, world: World): Promise<Outcome<ExportResult>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const selection = [...new Set(request.customers)].sort(compareText);
    const { estate, result } = yield* take(await checkedForSynthesis(folders, selection, world));
    if (hasErrors(result.findings)) return { result, exported: undefined };
    const made = onboardedSubscriptions(estate);
    for (const each of made) yield* take(verified(each.subscription));
    const output = resolve(world.folder, request.output);
    const packages = packagesOf(made, request.words, estate);
    const customers = estate.customers.map(({ value }) => value.id);
    yield* take(writePackages(output, customers, packages, CHECKSUMS));
    return { result, exported: made.map((each) => exportedTo(each, output, world.folder)) };
  });
}

/** A subscription with the whole definition of its customer. */
interface ExportedDelegations extends OnboardedSubscription {
  readonly customer: Customer;
}

/** Every subscription of the estate's customers, sorted, also those without delegations. */
function onboardedSubscriptions(estate: Estate): ExportedDelegations[] {
  const offers = offersById(estate);
  return estate.customers
    .map(({ value }) => value)
    .sort((a, b) => compareText(a.id, b.id))
    .flatMap((customer) =>
      registerCustomer(customer, offers, estate.catalogue)
        .sort((a, b) => compareText(a.name, b.name))
        .map((subscription) => ({ customer, subscription })),
    );
}

/** The packages, each made when it is asked for. */
function* packagesOf(
  made: readonly ExportedDelegations[],
  words: ExportRequest["words"],
  estate: Estate,
): Generator<SubscriptionPackage, void, undefined> {
  const { catalogue, defaults } = estate;
  const offers = offersById(estate);
  const analysis = new ConsentAnalysis(catalogue);
  for (const each of made) {
    const { customer, subscription } = each;
    const sheet = consentOf({
      customer,
      subscriptions: [subscription],
      offers,
      analysis,
      since: undefined,
    });
    if (sheet === undefined) continue;
    const files = packageFiles(each, words(each, sheet), defaults.value.azurermVersion);
    yield { customer: customer.id, subscription: subscription.name, files };
  }
}

function isDelegated({ registrations }: RegisteredSubscription): boolean {
  return registrations.some(({ assignments }) => assignments.length > 0);
}

function exportedTo(
  { customer, subscription }: OnboardedSubscription,
  output: string,
  folder: string,
): ExportedSubscription {
  const path = slashPath(paths, folder, resolve(output, customer.id, subscription.name));
  return {
    customer: customer.id,
    subscription: subscription.name,
    folder: isDelegated(subscription) ? path : undefined,
  };
}

/** Compares what the template gives with what the definitions give. */
function verified(subscription: RegisteredSubscription): Outcome<undefined> {
  const wanted = comparableAccess(definedAccess(subscription.id, [subscription]));
  const decoded = templateAccess(subscriptionTemplate(subscription), subscription.id);
  if (decoded.ok && comparableAccess(decoded.value) === wanted) return success(undefined);
  const problem = `the template of ${subscription.name} does not give what its definitions give`;
  return failure("broken-invariant", problem, "report this as a defect; nothing was written");
}
