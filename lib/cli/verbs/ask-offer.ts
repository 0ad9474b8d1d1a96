import type { OfferAnswers } from "../../workflows/offer-answers.ts";
import type { Prompter } from "../prompter.ts";
import { problemOfId } from "./ask-customer.ts";

/** What stands in place of an offer to copy. */
const NONE = "";

/** Answers about a new offer: an offer to copy, or what its file begins with. */
export type AskedOffer = { readonly from: string } | { readonly answers: OfferAnswers };

/**
 * Asks for what no flag says of a new offer. Everything may be left open: the file then has a place to fill in.
 *
 * @param offers ids of the offers that can be copied
 */
export async function askOffer(
  given: OfferAnswers,
  offers: readonly string[],
  prompter: Prompter,
): Promise<AskedOffer> {
  // who gives a part of a new offer wants no copy
  const canCopy = offers.length > 0 && Object.values(given).every((each) => each === undefined);
  const from = canCopy ? await askSource(offers, prompter) : NONE;
  if (from !== NONE) return { from };
  const text = (question: string) => prompter.text(question, () => undefined);
  const id = (question: string) => prompter.text(question, problemOfId);
  return {
    answers: {
      name: given.name ?? (await text("Title of the offer, which customers read")),
      description: given.description ?? (await text("What you do for the customer")),
      tenantId: given.tenantId ?? (await id("Id of your tenant")),
      tenantName: given.tenantName ?? (await text("Name of your company")),
      groupId: given.groupId ?? (await id("Object id of the group that gets access")),
      groupName: given.groupName ?? (await text("Name of the group, which customers read")),
    },
  };
}

function askSource(offers: readonly string[], prompter: Prompter): Promise<string> {
  const values = [[NONE, "none: a new one"] as const, ...offers.map((each) => [each, each] as const)];
  return prompter.choice("Which offer is copied?", values);
}
