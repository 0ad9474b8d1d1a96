import { ADVICE, type Advice, type AdviceDetail, type AdviceKind } from "../../advice/advice.ts";
import type { NamedRole } from "../../advice/named-role.ts";
import type { ProposedAdvice, WantedRoles } from "../../advice/proposal.ts";
import { wantText } from "../../advice/written-want.ts";
import { FOR_ENGINEERS } from "../../capabilities/sentences.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { listed } from "../../values/listed.ts";
import { count, shorten } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { lineText, meaningLines } from "../summary/line-text.ts";
import { summarize } from "../summary/summarize.ts";
import { verdictLine } from "../summary/verdict.ts";

/*
 * Advice in words. Text of users is shortened and unescaped.
 */

/** Most names that a line lists. */
const MOST_NAMES = 5;

/** Most powers, operations or roles that a line lists. */
const MOST_POWERS = 4;

/** Most changes of a review that follow a piece of advice. */
const MOST_CHANGES = 3;

/** One piece of advice in lines. */
export interface AdviceText {
  readonly kind: AdviceKind;
  /** What it is about, as a sentence without its final period. */
  readonly sentence: string;
  /** `offer/plan@n.n.n at customers`; empty for the whole estate. */
  readonly where: string;
  /** `file:line`; empty where it is about the whole estate. */
  readonly place: string;
  /** Lines of the edit with `-` and `+`, or one line for a manual edit. */
  readonly edit: readonly string[];
  /** What the edit changes. It is in general words where a person must make it first. Never empty. */
  readonly changes: readonly string[];
  /** Commands to type after the edit. */
  readonly commands: readonly string[];
}

/** A piece of advice in words. */
export function adviceText({ advice, mend }: ProposedAdvice, directory: NameDirectory): AdviceText {
  const { detail, of, at, customers } = advice;
  const version = of === undefined ? "" : `${of.offer}/${of.plan}@${of.version}`;
  const atCustomers = `at ${listed(
    customers.map((id) => shorten(id)),
    MOST_NAMES,
  )}`;
  return {
    kind: detail.kind,
    sentence: sentenceOf(advice),
    where: of === undefined ? atCustomers : `${version}, ${atCustomers}`,
    place: at === undefined ? "" : `${shorten(at.file)}${mend.line === undefined ? "" : `:${mend.line}`}`,
    edit: editLines(advice, mend),
    changes: changeLines(mend, detail.kind, customers.length, directory),
    commands: commandsAfter(advice, mend),
  };
}

function sentenceOf({ detail, principal, role }: Advice): string {
  const who = principal === undefined ? "" : shorten(principal.displayName || principal.objectId);
  const what = role === undefined ? "" : role.name;
  return SENTENCES[detail.kind](detail as never, who, what);
}

type Of<K extends AdviceKind> = Extract<AdviceDetail, { readonly kind: K }>;

const CAUSES = {
  itself: "is the only approver of its own activations of",
  "no-other-person": "has no other person who could approve its activation of",
  "no-person": "has approvers without a single member, and cannot activate",
} as const satisfies Record<Of<"approval-dead-end">["cause"], string>;

const SENTENCES: { readonly [K in AdviceKind]: (detail: Of<K>, who: string, role: string) => string } = {
  "no-way-out": ({ onlyEligible }) =>
    onlyEligible
      ? "the right to remove the delegation must be activated first"
      : "no standing role lets the provider remove the delegation",
  "standing-power": ({ powers }, who, role) =>
    `${who} can at all times, as ${role}: ${listed(
      powers.map((code) => FOR_ENGINEERS[code]),
      MOST_POWERS,
      "; ",
    )}`,
  "approval-dead-end": ({ cause, membersOn }, who, role) =>
    `${who} ${CAUSES[cause]} ${role}${membersOn === undefined ? "" : `, by its members of ${membersOn}`}`,
  "wider-than-used": ({ used, narrower, beside, from, until }, who, role) => {
    const covers =
      beside.length === 0
        ? `${narrowerText(narrower)} covers them`
        : `${narrowerText(narrower)} with ${listed(namesOf(beside), MOST_POWERS, " and ")} covers them`;
    return `${who} used ${count(used.length, "operation")} of ${role} from ${from} to ${until} (${listed(used, MOST_POWERS)}); ${covers}`;
  },
  "wider-role": ({ wants, narrower }, who, role) =>
    `${who} has ${role}; ${narrowerText(narrower)} ${wants.length === 0 ? "has the same capabilities" : `has ${listed(wants.map(wantText), MOST_POWERS)}`}`,
  "user-not-group": (_, who) => `${who} is a single user`,
  "reach-grew": ({ since, before, after, newCustomers }, who) =>
    `${who} reaches more than at ${shorten(since)}: ${countsText(before)} -> ${countsText(after)}${
      newCustomers.length === 0 ? "" : `; new at ${listed(newCustomers, MOST_NAMES)}`
    }`,
  "grant-without-effect": ({ access, coveredBy }, who, role) =>
    `${who} gets nothing from ${role}${access === "eligible" ? " on request" : ""}: ${listed(
      coveredBy.map(({ name, of }) =>
        of === undefined ? name : `${name} (${of.offer}/${of.plan}@${of.version})`,
      ),
      MOST_NAMES,
      " and ",
    )} allows all of it`,
  "no-partner-credit": ({ roles }) =>
    `${listed(roles, MOST_NAMES)} ${roles.length === 1 ? "is" : "are"} granted on request alone, and no standing role earns credit`,
};

function narrowerText(narrower: readonly NamedRole[]): string {
  return listed(namesOf(narrower), MOST_POWERS, " or ");
}

function namesOf(roles: readonly NamedRole[]): string[] {
  return roles.map(({ name }) => name);
}

function countsText(counts: Of<"reach-grew">["before"]): string {
  return `${counts.critical} critical, ${counts.high} high, ${counts.medium} medium, ${counts.low} low`;
}

/** Why an edit is not written out. */
const NOT_LITERAL = "By hand: it is written in a set that versions share, or not as a literal.";

function editLines({ detail, mend }: Advice, { edit }: ProposedAdvice["mend"]): string[] {
  if (detail.kind === "reach-grew")
    return [ADVICE[detail.kind].edit.replace("<revision>", shorten(detail.since))];
  if (edit === undefined)
    return [`${ADVICE[detail.kind].edit}${mend.kind === "edits" ? ` ${NOT_LITERAL}` : ""}`];
  return edit.flatMap(({ line, removed, added }) => [
    ...(edit.length > 1 ? [`@ line ${line}`] : []),
    ...removed.map((each) => `- ${each.trim()}`),
    ...added.map((each) => `+ ${each.trim()}`),
  ]);
}

function changeLines(
  { review, reviewed }: ProposedAdvice["mend"],
  kind: AdviceKind,
  customers: number,
  directory: NameDirectory,
): string[] {
  if (review === undefined) return [ADVICE[kind].changes];
  const context: ReportContext = {
    directory,
    called: { before: "now", after: "as advised" },
    sourceOf: () => undefined,
    sourceOfPlan: () => undefined,
  };
  const lines = summarize(review, context, { countsUncovered: false });
  const shown = lines.slice(0, MOST_CHANGES);
  const more = lines.length - shown.length;
  const alike = customers - reviewed.length;
  return [
    verdictLine(review, context),
    ...shown.flatMap((line) => [
      `${line.sign} ${lineText(line)}`,
      ...meaningLines(line).map((text) => `    ${text}`),
    ]),
    ...(more > 0 ? [`and ${count(more, "more change")}`] : []),
    ...(alike > 0
      ? [`compared at ${count(reviewed.length, "customer")}; ${alike} more have the same version`]
      : []),
  ];
}

/** A version that customers have stays: its text becomes the next version. */
function commandsAfter({ of, mend }: Advice, { next }: ProposedAdvice["mend"]): string[] {
  if (of === undefined || next === undefined || mend.kind === "by-hand") return [];
  const plan = `${of.offer}/${of.plan}`;
  return [`keeper new version ${plan}`, `keeper upgrade --plan ${plan} --to ${next}`];
}

/** The answer to what was wanted, in lines; the most roles that are named. */
export function wantedLines({ wants, roles, combinations }: WantedRoles, most: number): string[] {
  return [
    `wanted: ${wants.map(wantText).join(", ")}`,
    ...(roles.length === 0
      ? ["no single built-in role that Azure Lighthouse accepts allows all of it"]
      : [
          `narrowest built-in roles that allow all of it: ${roles.length}`,
          ...firstLines(roles, most, "role"),
        ]),
    ...combinationLines(combinations, most),
  ];
}

function combinationLines(combinations: WantedRoles["combinations"], most: number): string[] {
  if (combinations === undefined)
    return ["combinations of roles: too many to compare; name a service or an operation (--wants)"];
  if (combinations.length === 0) return [];
  return [
    `narrowest combinations of roles that allow all of it: ${combinations.length}`,
    ...firstLines(
      combinations.map(({ roles, knownOperations }) => ({
        name: roles.map(({ name }) => name).join(" + "),
        knownOperations,
      })),
      most,
      "combination",
    ),
  ];
}

function firstLines(
  answers: readonly { readonly name: string; readonly knownOperations: number }[],
  most: number,
  noun: string,
): string[] {
  const more = answers.length - most;
  return [
    ...answers
      .slice(0, most)
      .map(({ name, knownOperations }) => `  ${name} (${count(knownOperations, "known operation")})`),
    ...(more > 0 ? [`  and ${count(more, `more ${noun}`)}: --format json lists all`] : []),
  ];
}

/** How many pieces of advice there are, by severity. */
export function countLine(advice: readonly ProposedAdvice[]): string {
  if (advice.length === 0) return "no advice";
  const severities = ["critical", "high", "medium", "low"] as const;
  const numbers = severities.flatMap((severity) => {
    const own = advice.filter(({ advice: { detail } }) => ADVICE[detail.kind].severity === severity);
    return own.length === 0 ? [] : [`${own.length} ${severity}`];
  });
  return `advice: ${numbers.join(", ")}`;
}
