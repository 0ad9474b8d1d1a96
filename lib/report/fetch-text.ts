import { CLOUD_NAMES } from "../delegation/cloud.ts";
import type { NotRead } from "../formats/snapshot/not-read.ts";
import { type NotReadPlace, notReadFix } from "../formats/snapshot/not-read-fix.ts";
import type { Snapshot } from "../formats/snapshot/snapshot.ts";
import { forTerminal } from "./escape.ts";

/** A snapshot, and how much it holds. */
export interface FetchedSnapshot {
  readonly snapshot: Snapshot;
  readonly folder: string;
  readonly definitions: number;
  readonly assignments: number;
  readonly resumed: number;
}

/** Most lines of one kind; the file has all of them. */
const MOST_LINES = 20;

/** Whether something could not be read, or Resource Graph knows more than was read. */
export function hasGaps({ tenants, subscriptions, disagreements }: Snapshot): boolean {
  return (
    [...tenants, ...subscriptions].some(({ notRead }) => notRead.length > 0) ||
    tenants.some(({ resourceGraphCut }) => resourceGraphCut) ||
    disagreements.some(({ onlyIn }) => onlyIn === "resource-graph")
  );
}

/** A fetch in words. It says what was read, what was not and what to do about it. Also where two answers disagree. */
export function fetchText({ snapshot, folder, definitions, assignments, resumed }: FetchedSnapshot): string {
  const { subscriptions, cloud } = snapshot;
  const whole = subscriptions.filter(({ notRead }) => notRead.length === 0).length;
  const before = resumed === 0 ? "" : `, ${resumed} of them by a fetch that did not finish`;
  const lines = [
    `${forTerminal(folder)}: ${count(definitions, "registration definition")} and ${count(assignments, "registration assignment")}, read from ${CLOUD_NAMES[cloud]}`,
    `  ${whole} of ${count(subscriptions.length, "subscription")} read whole${before}`,
    ...tenantLines(snapshot),
    ...subscriptionLines(snapshot),
    ...disagreementLines(snapshot),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function count(of: number, noun: string): string {
  return `${of} ${noun}${of === 1 ? "" : "s"}`;
}

function tenantLines({ tenants }: Snapshot): string[] {
  return tenants.flatMap(({ id, cloud, notRead, resourceGraphCut }) => [
    ...notRead.flatMap((each) => notReadLines(`tenant ${id}`, each, { askedBy: id, cloud })),
    ...(resourceGraphCut
      ? [
          `tenant ${id}: Resource Graph looked at 10,000 subscriptions only: there are more`,
          "  fix: name the other subscriptions or customers, if the estate does not define them",
        ]
      : []),
  ]);
}

function subscriptionLines({ subscriptions, tenants }: Snapshot): string[] {
  const clouds = new Map(tenants.map(({ id, cloud }) => [id, cloud]));
  const lines = subscriptions.flatMap(({ id, name, askedBy, tenantId, notRead }) => {
    const called = name === undefined ? "" : ` (${forTerminal(name)})`;
    const cloud = askedBy === undefined ? undefined : clouds.get(askedBy);
    const place = { askedBy, cloud, subscriptionId: id, customerTenantId: tenantId };
    return notRead.map((each) => notReadLines(`subscription ${id}${called}`, each, place));
  });
  return shortened(lines, "other parts of subscriptions not read");
}

function notReadLines(subject: string, problem: NotRead, place: NotReadPlace): string[] {
  const { part, scope, code, sentence } = problem;
  const what = scope === undefined ? part : `${part} of ${forTerminal(scope)}`;
  return [
    `not read: ${subject}: ${what}: ${forTerminal(sentence)} (${code})`,
    `  fix: ${forTerminal(notReadFix(problem, place))}`,
  ];
}

function disagreementLines({ disagreements }: Snapshot): string[] {
  const lines = disagreements.map(({ onlyIn, assignmentId }) => [
    onlyIn === "rest"
      ? `only in the list: ${forTerminal(assignmentId)}: Resource Graph does not know it (yet)`
      : `only in Resource Graph: ${forTerminal(assignmentId)}: the subscription's list does not contain it`,
  ]);
  return shortened(lines, "other disagreements of list and Resource Graph");
}

function shortened(entries: readonly string[][], rest: string): string[] {
  const more = entries.length - MOST_LINES;
  const shown = entries.slice(0, MOST_LINES).flat();
  return more > 0 ? [...shown, `and ${more} ${rest}: snapshot.json has all of them`] : shown;
}
