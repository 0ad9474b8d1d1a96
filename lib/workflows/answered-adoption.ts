import { isDeepStrictEqual } from "node:util";
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

type Input = Omit<AdoptionInput, "settings"> & {
  readonly settings: Omit<AdoptionInput["settings"], "deployedBy" | "apart">;
};

/**
 * Adopts, and asks the user what neither the sources nor earlier answers say. The questions are who deploys, and
 * whether near-equal sets are one offer. Without an answer the provider deploys, and they are one.
 */
export function answeredAdoption(
  input: Input,
  { deployedBy: chosen }: AdoptionChoices,
  root: string,
  ask: AskAdopter,
): Promise<Outcome<AnsweredAdoption>> {
  return attemptAsync(async function* () {
    const before = yield* take(readAnswers(root));
    const adopted = (deployedBy: Deployer, apart: ReadonlySet<string>) =>
      checkedAdoption({ ...input, settings: { ...input.settings, deployedBy, apart } });
    const assumed = chosen ?? before.deployedBy ?? "provider";
    const first = adopted(assumed, new Set());
    if (first.selected.delegations.length === 0) return { checked: first, answers: undefined };
    const isAsked = chosen === undefined && before.deployedBy === undefined && first.customers.length > 0;
    const deployedBy = isAsked ? await askedDeployer(ask) : before.deployedBy;
    const oneOffer = await answeredOffers(first.joinedOffers, before.oneOffer, ask);
    const apart = first.joinedOffers.filter(({ id }) => own(oneOffer, id) === false);
    const deployer = chosen ?? deployedBy ?? "provider";
    const isAsAssumed = apart.length === 0 && deployer === assumed;
    const identities = new Set(apart.flatMap((each) => each.identities));
    const checked = isAsAssumed ? first : adopted(deployer, identities);
    const answers = { ...(deployedBy === undefined ? {} : { deployedBy }), oneOffer };
    return { checked, answers: isDeepStrictEqual(answers, before) ? undefined : answers };
  });
}

type Deployer = "provider" | "customer";

async function askedDeployer(ask: AskAdopter): Promise<Deployer | undefined> {
  const answer = await ask({ kind: "deployed-by-provider" });
  return answer === undefined ? undefined : answer ? "provider" : "customer";
}

/** Earlier answers, and those of a person about every other offer. */
async function answeredOffers(
  offers: readonly JoinedOffer[],
  before: AdoptionAnswers["oneOffer"],
  ask: AskAdopter,
): Promise<Record<string, boolean>> {
  const answers: Record<string, boolean> = { ...before };
  for (const offer of offers) {
    const answer = own(before, offer.id) ?? (await ask({ kind: "one-offer", offer }));
    if (answer !== undefined) answers[offer.id] = answer;
  }
  return answers;
}
