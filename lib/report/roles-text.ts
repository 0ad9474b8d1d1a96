import type { WayCapabilities } from "../capabilities/reach-capabilities.ts";
import type { PermissionBlock } from "../roles/role-catalogue.ts";
import type { RoleSearchHit } from "../roles/search.ts";
import { type RoleVerdict, refusalSentence } from "../roles/verdict.ts";
import { wayCapabilityLines } from "./access-capabilities.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./phrases.ts";
import { fitted } from "./review/wrap.ts";

/** Columns that every terminal has, without those of an ellipsis. */
const WIDTH = 78;

/** Lines that say in short what a role allows. */
const MOST_LINES = 3;

/** Most roles that have these lines. Of more, each has one. */
const FEW_ROLES = 12;

/** Characters of the longest operation that a sentence has whole. */
const LONGEST_OPERATION = 66;

/** Roles that were searched for in a catalogue. */
interface FoundRoles {
  readonly date: string;
  readonly hits: readonly RoleSearchHit[];
  readonly capabilities: readonly WayCapabilities[];
  readonly similar: readonly string[];
}

/** Found roles: which of them Azure Lighthouse supports, and what each allows in short. */
export function rolesText({ date, hits, capabilities, similar }: FoundRoles): string {
  const found =
    hits.length === 0
      ? `no role matches${suggestion(similar)}\n`
      : hits
          .flatMap((hit, index) =>
            roleLines(hit, capabilities[index], hits.length > FEW_ROLES ? 1 : MOST_LINES),
          )
          .join("\n");
  const more = hits.length === 0 ? "" : "\nkeeper roles --role <name or id> shows one whole";
  return `${found}\n${count(hits.length, "role")}; catalogue of ${date}${more}\n`;
}

/** Found roles as `--json` prints them. */
export function rolesJson({ date, hits }: FoundRoles): object {
  const roles = hits.map(({ role, verdict }) => ({ name: role.name, id: role.id, verdict }));
  return { catalogueDate: date, roles };
}

function suggestion(similar: readonly string[]): string {
  return similar.length === 0 ? "" : `; did you mean ${similar.join(", ")}?`;
}

/**
 * A role's name, its id, and whether Azure Lighthouse supports it. The id is alone on a line so that it can be copied.
 */
function headLines({ role, verdict }: RoleSearchHit): string[] {
  return [
    forTerminal(role.name),
    `  ${role.id}`,
    ...fitted(`  delegated by Azure Lighthouse: ${verdictText(verdict)}`, WIDTH),
  ];
}

/** A role with what it allows, in short. */
function roleLines(hit: RoleSearchHit, capabilities: WayCapabilities | undefined, most: number): string[] {
  const powers = wayCapabilityLines(capabilities, { exact: true, reader: "engineers" });
  const shown = powers.flatMap((line) => fitted(`  ${line}`, WIDTH));
  const kept = shown.slice(0, most);
  return [
    ...headLines(hit),
    ...(shown.length > kept.length ? [...kept.slice(0, -1), `${kept.at(-1)} …`] : kept),
    "",
  ];
}

/** A role whole: what it allows in words, then its own lists. */
export function roleText({ date, hits, capabilities }: FoundRoles): string {
  const lines = hits.flatMap((hit, index) => {
    const powers = wayCapabilityLines(capabilities[index], { exact: true, reader: "engineers" });
    return [
      ...headLines(hit),
      "",
      ...powers.flatMap((line) => fitted(`  ${line}`, WIDTH)),
      ...hit.role.permissions.flatMap(blockLines),
    ];
  });
  return `${[...lines, "", `catalogue of ${date}`].join("\n")}\n`;
}

function blockLines(block: PermissionBlock): string[] {
  const lists = ["actions", "notActions", "dataActions", "notDataActions"] as const;
  return [
    "",
    ...(block.condition === null ? [] : fitted(`  under the condition: ${block.condition}`, WIDTH)),
    ...lists.flatMap((name) =>
      block[name].length === 0
        ? []
        : [`  ${name}:`, ...block[name].map((each) => `    ${forTerminal(each)}`)],
    ),
  ];
}

function verdictText(verdict: RoleVerdict): string {
  switch (verdict.kind) {
    case "supported":
      return "yes";
    case "conditional":
      return "only with delegatedRoleDefinitions";
    case "refused":
      return shortenOperations(`no: ${verdict.reasons.map(refusalSentence).join("; ")}`);
  }
}

/** Leaves out the middle of operations that no line has room for. `--role` lists each whole, to be copied. */
function shortenOperations(text: string): string {
  return text.replaceAll(/[^\s()]+\/[^\s(),]+/g, (operation) => {
    const parts = operation.split("/");
    return operation.length <= LONGEST_OPERATION || parts.length < 4
      ? operation
      : [parts[0], "…", ...parts.slice(-2)].join("/");
  });
}
