import { CAPABILITIES, type CapabilityCode } from "../../capabilities/capabilities.ts";
import type { WayCapabilities } from "../../capabilities/reach-capabilities.ts";
import { withoutSubsumed } from "../../capabilities/subsumed.ts";
import type { ConsentOffer, ConsentSheet, ConsentTerms } from "../../consent/consent-sheet.ts";
import { activationMinutes } from "../../delegation/just-in-time-access-policy.ts";
import type { RegisteredAccessPolicy } from "../../delegation/registration.ts";
import type { ConsentWords } from "../languages/consent-words.ts";
import { worstFirst } from "../worst-first.ts";

/** A sentence of one capability, and the number of the note with its operations. */
export interface Worded {
  readonly text: string;
  readonly note: number;
}

/** What a principal may do on one kind of terms. */
export interface WordedTerms {
  /** The most dangerous first. */
  readonly may: readonly Worded[];
  readonly handsOut: readonly Worded[];
  /** What no sentence says: unknown roles, operations that no capability covers. */
  readonly besides: readonly string[];
  readonly isStanding: boolean;
  /** In short parts: "on request, for at most 4 h", "second factor at sign-in". */
  readonly when: readonly string[];
  readonly roles: readonly string[];
}

/** A note: a sentence, and the operations that decide it. */
export interface Note {
  readonly number: number;
  readonly text: string;
  readonly operations: readonly string[];
  /** Number of operations that are not listed. */
  readonly more: number;
}

/** Operations that a note names one by one. */
const MOST_OPERATIONS = 2;

/** Numbers of notes, given out in the order in which sentences are first said. */
export class Notes {
  readonly #numbers = new Map<CapabilityCode, number>();
  readonly #words: ConsentWords;

  constructor(words: ConsentWords) {
    this.#words = words;
  }

  /** The sentence of a capability with its note. */
  worded(code: CapabilityCode): Worded {
    const note = this.#numbers.get(code) ?? this.#numbers.size + 1;
    this.#numbers.set(code, note);
    return { text: this.#words.capabilities[code], note };
  }

  /** All notes that were given out. */
  get all(): Note[] {
    return [...this.#numbers].map(([code, number]) => {
      const operations = CAPABILITIES[code].requirements.flatMap((each) => each.operations);
      return {
        number,
        text: this.#words.capabilities[code],
        operations: operations.slice(0, MOST_OPERATIONS),
        more: Math.max(0, operations.length - MOST_OPERATIONS),
      };
    });
  }
}

/** Terms in words. */
export function wordedTerms(terms: ConsentTerms, words: ConsentWords, notes: Notes): WordedTerms {
  const { policy, roles, delegatedRoles, allows } = terms;
  return {
    may: worstFirst(withoutSubsumed(allows.held)).map(({ code }) => notes.worded(code)),
    handsOut: worstFirst(withoutSubsumed(allows.handedOut)).map(({ code }) => notes.worded(code)),
    besides: besides(allows, words),
    isStanding: policy === undefined,
    when: policy === undefined ? [words.holding.standing] : policyParts(policy, words),
    roles: [...new Set([...roles, ...delegatedRoles].map(({ name }) => name))],
  };
}

function besides({ unknownRoles, coverage }: WayCapabilities, words: ConsentWords): string[] {
  return [
    ...(unknownRoles.length > 0 ? [words.unknownRole] : []),
    ...(coverage.uncovered > 0 ? [words.uncovered(coverage.uncovered)] : []),
  ];
}

/** The terms of access on request, in short parts. */
export function policyParts(
  policy: RegisteredAccessPolicy,
  words: Pick<
    ConsentWords,
    "approvedBy" | "hours" | "noSecondFactor" | "noSecondPerson" | "onRequest" | "secondFactor"
  >,
): string[] {
  const minutes = activationMinutes(policy.maximumActivationDuration) ?? 0;
  const names = policy.approvers.map(({ id, displayName }) => displayName || id);
  return [
    words.onRequest(words.hours(Math.floor(minutes / 60), minutes % 60)),
    policy.multiFactorAuthProvider === "Azure" ? words.secondFactor : words.noSecondFactor,
    names.length === 0 ? words.noSecondPerson : words.approvedBy(names.join(", ")),
  ];
}

/** Capabilities of an offer, by whether they need a request. Each once, the most dangerous first. */
export function inShort({ principals }: ConsentOffer): {
  readonly standing: readonly CapabilityCode[];
  readonly onRequest: readonly CapabilityCode[];
} {
  const terms = principals.flatMap((each) => each.terms);
  const codes = (isStanding: boolean) => {
    const held = terms
      .filter(({ policy }) => (policy === undefined) === isStanding)
      .flatMap(({ allows }) => [...withoutSubsumed(allows.held), ...withoutSubsumed(allows.handedOut)]);
    return [...new Set(worstFirst(held).map(({ code }) => code))];
  };
  const standing = codes(true);
  return { standing, onRequest: codes(false).filter((code) => !standing.includes(code)) };
}

/** Ways by which the sheet's rights lead to more, each once, with what it reaches. */
export function knownWaysOf(sheet: ConsentSheet): WayCapabilities["ways"] {
  const ways = sheet.offers.flatMap(({ principals }) =>
    principals.flatMap(({ terms }) => terms.flatMap(({ allows }) => allows.ways)),
  );
  const byStep = new Map<string, WayCapabilities["ways"][number]>();
  for (const way of ways) {
    const known = byStep.get(way.step);
    const reaches = [...new Set([...(known?.reaches ?? []), ...way.reaches])];
    byStep.set(way.step, { step: way.step, reaches });
  }
  return [...byStep.values()];
}
