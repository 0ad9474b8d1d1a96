import { ASSURANCE_CODES, ASSURANCES } from "../../lib/capabilities/assurances.ts";
import { CAPABILITIES, CAPABILITY_CODES, type CapabilityCode } from "../../lib/capabilities/capabilities.ts";
import { CATEGORIES, type Requirement } from "../../lib/capabilities/capability.ts";
import { ESCALATION_CODES, ESCALATIONS, type EscalationStep } from "../../lib/capabilities/escalations.ts";
import { BY_WAY_OF, CANNOT, FOR_ENGINEERS, FOR_LAYMEN } from "../../lib/capabilities/sentences.ts";
import { forMarkdown } from "../../lib/report/escape.ts";

/** A list of operations with its day and sources, as `data/azure-operations.json` has it. */
export interface OperationList {
  readonly date: string;
  readonly sources: Readonly<
    Record<string, { readonly title: string; readonly page: string; readonly date: string }>
  >;
  readonly operations: readonly unknown[];
}

/** Makes `docs/capabilities.md`: every capability with its sentences and operations, known ways, and assurances. */
export function capabilitiesPage(list: OperationList): string {
  return `${[
    "# Capabilities",
    "",
    "What permissions mean, in words. `npm run docs` generates this page from `lib/capabilities/`.",
    "",
    "- Operations decide a capability, never the name of a role. The decision is exact, over all operations that a role",
    "  allows.",
    "- **any**: one of the operations is enough. **all**: every one of them is needed. Both are decided service by service.",
    "- `keeper access --principal <name>` says the sentences; `--for laymen` says the second one; `--exact` adds patterns.",
    "- What no sentence covers is counted there.",
    `- Every operation of this page stands in \`data/azure-operations.json\`, collected on ${list.date}:`,
    `  ${list.operations.length} operations.`,
    "- Reverse views: [by role](capabilities-by-role.md), [by capability](capabilities-by-capability.md).",
    "",
    ...CATEGORIES.flatMap(categoryLines),
    ...wayLines(),
    ...assuranceLines(),
    "## Sources",
    "",
    "| source | page | day |",
    "| --- | --- | --- |",
    ...Object.values(list.sources).map(
      ({ title, page, date }) => `| ${forMarkdown(title)} | ${forMarkdown(page)} | ${date} |`,
    ),
  ].join("\n")}\n`;
}

function categoryLines(category: (typeof CATEGORIES)[number]): string[] {
  const codes = CAPABILITY_CODES.filter((code) => CAPABILITIES[code].category === category);
  return [`## Category: ${category}`, "", ...codes.flatMap(capabilityLines)];
}

function capabilityLines(code: CapabilityCode): string[] {
  const { severity, requirements } = CAPABILITIES[code];
  return [
    `### ${code}`,
    "",
    `Severity: ${severity}. For engineers: can ${forMarkdown(FOR_ENGINEERS[code])}.`,
    `For laymen: can ${forMarkdown(FOR_LAYMEN[code])}.`,
    "",
    ...(requirements.length === 0
      ? ["No operation gives it; a known way reaches it.", ""]
      : [...requirements.map(requirementLine), ""]),
  ];
}

function requirementLine({ service, needs, plane, operations, except }: Requirement): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const left = except.length === 0 ? "" : `; except ${code(except)}`;
  return `- **${forMarkdown(service)}** (${needs}${plane === "data" ? ", data" : ""}): ${code(operations)}${left}`;
}

function wayLines(): string[] {
  return [
    "## Known ways",
    "",
    "Ways from one capability to others that no grant gives directly. Known ways, not all ways.",
    "",
    "| way | from | reaches | source |",
    "| --- | --- | --- | --- |",
    ...ESCALATION_CODES.map((code) => {
      const step = ESCALATIONS[code];
      return `| ${code}: by way of ${forMarkdown(BY_WAY_OF[code])} | ${fromText(step)} | ${reachesText(step)} | ${forMarkdown(step.source)} |`;
    }),
    "",
  ];
}

function fromText({ from }: EscalationStep): string {
  if (from === "delegated-roles") return "delegated roles of User Access Administrator";
  return from
    .map(({ capability, services }) =>
      services === undefined ? capability : `${capability} (${forMarkdown(services.join(", "))})`,
    )
    .join(" and ");
}

function reachesText({ reaches }: EscalationStep): string {
  if (reaches === "handed-out") return "what the delegated roles allow";
  return reaches === "everything" ? "every capability" : reaches.join(", ");
}

function assuranceLines(): string[] {
  return [
    "## What may be said not to be allowed",
    "",
    "A statement is made only where the principal holds none of its capabilities, can hand none of them to a managed",
    "identity, and reaches none by a known way. No statement is made where the catalogue lacks a role of the principal, or",
    "where the principal can act as a managed identity. `only-reading` also needs that no operation other than `*/read` is",
    "allowed.",
    "",
    "| statement | not one of |",
    "| --- | --- |",
    ...ASSURANCE_CODES.map(
      (code) => `| ${code}: cannot ${forMarkdown(CANNOT[code])} | ${ASSURANCES[code].join(", ")} |`,
    ),
    "",
  ];
}
