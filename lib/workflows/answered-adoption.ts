import type { JoinedOffer } from "../adoption/adopt.ts";
import { type AdoptionAnswers, readAnswers } from "../estate/adoption-answers.ts";
import type { Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, take } from "../values/result.ts";
import { type AdoptionInput, type CheckedAdoption, checkedAdoption } from "./adoption-check.ts";

/** What an adoption cannot know. */
export type AdoptionQuestion =
  /** Does the provider apply the stacks? */
  | { readonly kind: "deployed-by-provider" }
  /** Are these near-equal sets plans of one offer? */
  | { readonly kind: "one-offer"; readonly offer: JoinedOffer };

/** Asks a person; undefined where there is none to ask. */
export type AskAdopter = (question: AdoptionQuestion) => Promise<boolean | undefined>;

/** An adoption by the answers of a person. */
export interface AnsweredAdoption {
  readonly checked: CheckedAdoption;
  /** All answers; undefined where none was given now. */
  readonly answers: AdoptionAnswers | undefined;
}

/** Choices on the command line, which come before every answer. */
export interface AdoptionChoices {
  readonly deployedBy: "provider" | "customer" | undefined;
}

/**
 * Adopts, and asks what it cannot know and no earlier answer says: who deploys, and whether near-equal sets are one offer.
 * Without an answer the provider deploys, and they are one.
 */
export function answeredAdoption(
  input: Omit<AdoptionInput, "settings"> & {
    readonly settings: Omit<AdoptionInput["settings"], "deployedBy" | "apart">;
  },
  { deployedBy: chosen }: AdoptionChoices,
  root: string,
  ask: AskAdopter,
): Promise<Outcome<AnsweredAdoption>> {
  return attemptAsync(async function* () {
    const before = yield* take(readAnswers(root));
    const adopted = (deployedBy: "provider" | "customer", apart: ReadonlySet<string>) =>
      checkedAdoption({ ...input, settings: { ...input.settings, deployedBy, apart } });
    const first = adopted(chosen ?? before.deployedBy ?? "provider", new Set());
    if (first.selected.delegations.length === 0) return { checked: first, answers: undefined };
    const isAsked = first.customers.length > 0;
    const deployedBy = chosen ?? before.deployedBy ?? (isAsked ? await askedDeployer(ask) : undefined);
    const oneOffer: Record<string, boolean> = { ...before.oneOffer };
    for (const offer of first.joinedOffers) {
      const answer = own(before.oneOffer, offer.id) ?? (await ask({ kind: "one-offer", offer }));
      if (answer !== undefined) oneOffer[offer.id] = answer;
    }
    const apart = first.joinedOffers.filter(({ id }) => own(oneOffer, id) === false);
    const identities = new Set(apart.flatMap((each) => each.identities));
    const isAsIs = (deployedBy ?? "provider") === (chosen ?? before.deployedBy ?? "provider");
    const checked = identities.size === 0 && isAsIs ? first : adopted(deployedBy ?? "provider", identities);
    const answered = chosen === undefined ? deployedBy : before.deployedBy;
    const isNew =
      answered !== before.deployedBy || Object.keys(oneOffer).length > Object.keys(before.oneOffer).length;
    const answers = { ...(answered === undefined ? {} : { deployedBy: answered }), oneOffer };
    return { checked, answers: isNew ? answers : undefined };
  });
}

async function askedDeployer(ask: AskAdopter): Promise<"provider" | "customer" | undefined> {
  const answer = await ask({ kind: "deployed-by-provider" });
  return answer === undefined ? undefined : answer ? "provider" : "customer";
}
