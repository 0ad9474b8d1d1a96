import type { CapabilityComparison } from "../../capabilities/capability-comparison.ts";
import type { RoleRedefinition } from "../../review/access-change.ts";
import { count, shorten } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { describeRole } from "../review/describe-roles.ts";
import type { DescribedPart } from "../review/described.ts";
import { FLAG_WORDS, gradeText, LOCK_OUT_WORDS, REDEFINED_ROLE_WORDS } from "../review/wording.ts";
import { customersLabel } from "./labels.ts";
import { powerList, worstOf } from "./powers.ts";
import { NO_POWERS, type Powers, type SummaryLine, type Unnumbered } from "./summary-line.ts";

/** A built-in role that the change's catalogue redefines, with what its holders gain and lose. */
export function redefinedRoleLine(
  role: RoleRedefinition,
  context: ReportContext,
  capabilities: CapabilityComparison,
): Unnumbered {
  const powersOf = (operations: RoleRedefinition["gained"]): Powers => ({
    ...NO_POWERS,
    own: powerList(capabilities.ofOperations(operations)),
    patterns: operations.length,
  });
  const [gains, losses] = [powersOf(role.gained), powersOf(role.lost)];
  return {
    sign: role.grade === "mixed" ? "±" : role.grade === "narrowing" ? "-" : "+",
    grade: role.grade,
    flags: role.flags,
    title: gradeText(role),
    severity: worstOf(gains) ?? worstOf(losses),
    who: `Every holder of ${shorten(role.roleName)}`,
    what: "the catalogue redefines the role",
    where: `at ${customersLabel(role.customers, context)}`,
    how: "",
    powerUse: "changed",
    gains,
    losses,
    notes: [
      ...(role.flags.includes("lock-out")
        ? [`${FLAG_WORDS["lock-out"].word}: ${LOCK_OUT_WORDS.reader}`]
        : []),
      REDEFINED_ROLE_WORDS.meaning,
    ],
    customers: role.customers,
    scopes: 0,
    of: { kind: "part", part: describeRole(role, context.directory) },
  };
}

/**
 * A part of a review that changes no access. It is about deployment settings, names and tags, or the role catalogue.
 */
export function partLine(part: DescribedPart, context: ReportContext): Unnumbered {
  const { grade, flags, title, customers, about, consequences, changes } = part;
  const [first] = changes;
  const more = changes.length - 1;
  const sign: SummaryLine["sign"] = "~";
  return {
    sign,
    grade,
    flags,
    title,
    severity: undefined,
    who: sentenceCase([title, ...about].join(", ")),
    what: `${first?.line ?? ""}${more > 0 ? ` and ${count(more, "more change")}` : ""}`,
    where: customers === undefined ? "" : `at ${customersLabel(customers, context)}`,
    how: "",
    powerUse: "changed",
    gains: NO_POWERS,
    losses: NO_POWERS,
    notes: consequences,
    customers: customers ?? [],
    scopes: 0,
    of: { kind: "part", part },
  };
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
