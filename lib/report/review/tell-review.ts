import type {
  AccessReview,
  ChangeGroup,
  CustomerChange,
  RoleRedefinition,
} from "../../review/access-change.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import { count } from "../finding-text.ts";
import { listed } from "../listed.ts";
import { consequencesOf } from "./consequence.ts";
import { type ReportContext, sourceText } from "./context.ts";
import { operationsText } from "./operations-text.ts";
import { shorten } from "./shorten.ts";
import { type ToldChange, tell } from "./tell-change.ts";
import { subscriptionText, whereOf } from "./where.ts";
import { GRADE_WORDS, gradeText, PRESENCE_WORDS, REDEFINED_ROLE_WORDS } from "./wording.ts";

/** One thing that a review tells: the same change to one or more customers, or a role that means something else. */
export interface ToldPart {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** Grade and flags in words. */
  readonly title: string;
  /** Whom it is about: customers, or undefined for a role. */
  readonly customers: readonly string[] | undefined;
  /** Where more is to be found: the place of a single customer's definition and its subscriptions, or the role's name. */
  readonly about: readonly string[];
  /** What it does to access, where its flags say so. */
  readonly consequences: readonly string[];
  readonly changes: readonly ToldChange[];
}

/** The two sides and how much was compared, in a line. */
export function headline(
  { compared, customers, redefinedRoles }: AccessReview,
  { called }: ReportContext,
): string {
  const roles = redefinedRoles.length === 0 ? "" : `, ${count(redefinedRoles.length, "role")} redefined`;
  const sides = `${shorten(called.before)} -> ${shorten(called.after)}`;
  return `${sides}: ${count(compared, "customer")} compared, ${customers.length} changed${roles}`;
}

/** Grade and flags of the whole review, and what the grade means. */
export function verdict(review: AccessReview): string {
  const changes = review.customers.flatMap((each) => each.changes);
  return `${gradeText({ ...review, changes })}: ${GRADE_WORDS[review.grade].meaning}`;
}

/**
 * Everything that a review tells, in the order to read it: what locks out or interrupts, roles that mean something else
 * now (which concern everybody), then the groups as they come, the riskiest first.
 */
export function tellReview(review: AccessReview, context: ReportContext): ToldPart[] {
  const byId = new Map(review.customers.map((each) => [each.customer, each]));
  const tellAll = (groups: readonly ChangeGroup[]) => groups.map((group) => tellGroup(group, byId, context));
  const isUrgent = ({ flags }: ChangeGroup) => flags.includes("lock-out") || flags.includes("interruption");
  return [
    ...tellAll(review.groups.filter(isUrgent)),
    ...review.redefinedRoles.map(tellRole),
    ...tellAll(review.groups.filter((group) => !isUrgent(group))),
  ];
}

function tellGroup(
  { grade, flags, customers, changes, places }: ChangeGroup,
  byId: ReadonlyMap<string, CustomerChange>,
  context: ReportContext,
): ToldPart {
  const first = byId.get(customers[0] ?? "");
  const presence = first === undefined ? undefined : PRESENCE_WORDS[first.presence];
  const where = whereOf(first?.changes ?? changes, customers.length, context.labels);
  return {
    grade,
    flags,
    title: gradeText({ grade, flags, changes }),
    customers,
    about: first === undefined || customers.length > 1 ? [] : whereabouts(first, context),
    consequences: [...(presence === undefined ? [] : [presence]), ...consequencesOf(changes)],
    changes: changes.map((change, index) => tell(change, context.labels, where, places[index])),
  };
}

/** Subscriptions that are named one by one. */
const MOST_SUBSCRIPTIONS = 5;

function whereabouts({ customer, changes }: CustomerChange, { sourceOf, labels }: ReportContext): string[] {
  const source = sourceOf(customer);
  const ids = [...new Set(changes.map(({ subscriptionId }) => subscriptionId))].sort();
  const named = ids.map((id) => subscriptionText(id, labels));
  return [
    ...(source === undefined ? [] : [sourceText(source)]),
    ...(ids.length === 0
      ? []
      : [`subscription${ids.length > 1 ? "s" : ""} ${listed(named, MOST_SUBSCRIPTIONS)}`]),
  ];
}

function tellRole({ grade, roleName, roleDefinitionId, gained, lost }: RoleRedefinition): ToldPart {
  return {
    grade,
    flags: [],
    title: gradeText({ grade, flags: [] }),
    customers: undefined,
    about: [`role ${shorten(roleName)} (${roleDefinitionId})`],
    consequences: [REDEFINED_ROLE_WORDS.meaning],
    changes: [
      {
        sign: "~",
        title: REDEFINED_ROLE_WORDS.title,
        line: "the catalogue gives the role other permissions",
        details: [...operationsText("gains", gained), ...operationsText("loses", lost)],
      },
    ],
  };
}
