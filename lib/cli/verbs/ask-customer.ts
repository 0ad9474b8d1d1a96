import { GUID_PATTERN } from "../../values/guid.ts";
import type { CustomerAnswers } from "../../workflows/customer-answers.ts";
import type { Prompter } from "../prompter.ts";

/** What stands in place of an offer that is taken later. */
const LATER = "";

/**
 * Asks for what no flag says of a new customer. Everything may be left open: the file then has a place to fill in.
 *
 * @param offers `offer/plan@version` each that the estate has
 */
export async function askCustomer(
  given: CustomerAnswers,
  offers: readonly string[],
  prompter: Prompter,
): Promise<CustomerAnswers> {
  const name = given.name ?? (await prompter.text("Name of the customer", () => undefined));
  const tenantId = given.tenantId ?? (await prompter.text("Id of its tenant", problemOfId));
  const subscriptions = given.subscriptions ?? (await askSubscriptions(prompter));
  const deployedBy =
    given.deployedBy ??
    (await prompter.choice<"provider" | "customer">("Who applies its stack?", [
      ["provider", "you, the provider"],
      ["customer", "the customer itself"],
    ]));
  // an offer is taken for a subscription
  const canTake = given.offers === undefined && subscriptions.length > 0 && offers.length > 0;
  const taken = canTake ? await askOffer(offers, prompter) : given.offers;
  return { ...given, name, tenantId, subscriptions, deployedBy, offers: taken };
}

/** Why an answer is not an id; undefined where it is one. */
export function problemOfId(answer: string): string | undefined {
  return GUID_PATTERN.test(answer)
    ? undefined
    : "an id is a GUID, such as 00000000-0000-0000-0000-000000000000";
}

async function askSubscriptions(prompter: Prompter): Promise<readonly string[]> {
  const listed: string[] = [];
  for (;;) {
    const which =
      listed.length === 0 ? "Id of a subscription" : "Id of another subscription (Enter: no more)";
    const id = await prompter.text(which, problemOfId);
    if (id === undefined) return listed;
    const names = listed.map((each) => each.slice(0, each.indexOf("=")));
    const name = await prompter.text(`Your name for ${id}`, (answer) => problemOfName(answer, names));
    listed.push(`${name ?? unusedName(names)}=${id}`);
  }
}

function problemOfName(answer: string, names: readonly string[]): string | undefined {
  if (answer.includes("=")) return "a name has no =";
  return names.includes(answer) ? "another subscription is called so" : undefined;
}

function unusedName(names: readonly string[]): string {
  for (let number = names.length + 1; ; number += 1)
    if (!names.includes(`subscription-${number}`)) return `subscription-${number}`;
}

async function askOffer(offers: readonly string[], prompter: Prompter): Promise<readonly string[]> {
  const values = [...offers.map((each) => [each, each] as const), [LATER, "none yet"] as const];
  const offer = await prompter.choice("Which offer does it take?", values);
  return offer === LATER ? [] : [offer];
}
