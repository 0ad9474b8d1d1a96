import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { OnboardedSubscription } from "../../lib/onboarding/onboarded-subscription.ts";
import { packageFiles } from "../../lib/onboarding/package-files.ts";
import { pageWords } from "../../lib/report/onboarding/page-words.ts";
import { packageForm, packageReadme } from "../../lib/report/onboarding/readme.ts";
import { registered } from "../support/stacks.ts";

/** The subscriptions of a customer that takes offers, as their author writes both. */
export function onboarded(customer: object, offers: readonly object[]): OnboardedSubscription[] {
  const read = parseCustomer(customer);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const parsed = offers.map((each) => {
    const offer = parseOffer(each);
    if (!offer.ok) throw new Error(JSON.stringify(offer.error));
    return offer.value;
  });
  return registered(read.value, parsed)
    .filter(({ registrations }) => registrations.length > 0)
    .map((subscription) => ({ customer: read.value, subscription }));
}

/** The files of a package by their names. */
export function filesOf(each: OnboardedSubscription): Readonly<Record<string, string>> {
  const english = pageWords("en");
  const words = {
    readme: packageReadme(each, english),
    consent: "<!DOCTYPE html>",
    form: packageForm(each, english),
  };
  const files = packageFiles(each, words, ">= 4.55.0, < 6.0.0");
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}
