import type { RoleChange } from "../roles/compare.ts";
import { type RoleVerdict, refusalSentence } from "../roles/verdict.ts";
import type { Failure } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { forTerminal } from "./escape.ts";

/** Actions that a line names one by one. */
const MOST_ACTIONS = 3;

/** A new role catalogue compared with the one before it. */
interface RolesUpdate {
  /** Dates of the two catalogues. */
  readonly before: string;
  readonly after: string;
  /** Changes, each with the ids of the offers that name the role. */
  readonly changes: readonly { readonly change: RoleChange; readonly offers: readonly string[] }[];
  /** Files of offers that could not be read. */
  readonly unreadFiles: readonly string[];
  /** Why no offer was read at all. */
  readonly unreadEstate: Failure | undefined;
}

/** What changed in the role catalogue, a line for each change. */
export function rolesUpdateText({ before, after, changes }: RolesUpdate): string {
  const lines = changes.map(({ change, offers }) => forTerminal(roleChangeText(change, offers)));
  return [...lines, `${changes.length} changes from ${before} to ${after}`, ""].join("\n");
}

/** Warning that files of offers could not be read; empty where all were read. */
export function unreadOffersText(update: RolesUpdate): string {
  const unread = unreadOffers(update);
  if (unread.length === 0) return "";
  return `could not be read, so the roles that it names are unknown: ${forTerminal(unread.join(", "))}\n`;
}

/** What changed in the role catalogue, as `--json` prints it. */
export function rolesUpdateJson(update: RolesUpdate): object {
  const { before, after, changes } = update;
  return { before, after, changes, unreadOffers: unreadOffers(update) };
}

function unreadOffers({ unreadFiles, unreadEstate }: RolesUpdate): readonly string[] {
  return unreadEstate === undefined ? unreadFiles : [`the estate (${unreadEstate.problem})`];
}

function roleChangeText(change: RoleChange, offers: readonly string[]): string {
  const hit = offers.length === 0 ? "" : `; named by ${offers.join(", ")}`;
  return `${change.name} (${change.id}) ${happened(change)}${hit}`;
}

function happened(change: RoleChange): string {
  switch (change.kind) {
    case "added":
      return `is new, ${verdictWord(change.verdict)}`;
    case "removed":
      return `was removed; it was ${verdictWord(change.verdict)}`;
    case "renamed":
      return `was named ${change.before}`;
    case "becameRefused":
      return `became refused: ${change.reasons.map(refusalSentence).join("; ")}`;
    case "becameSupported":
      return `became ${verdictWord(change.verdict)}`;
    case "permissionsChanged":
      return `changed its permissions${change.differences.map(differenceText).join("")}`;
  }
}

function differenceText({
  field,
  gained,
  lost,
}: Extract<RoleChange, { kind: "permissionsChanged" }>["differences"][number]): string {
  const parts = [
    gained.length > 0 ? `gained ${listed(gained, MOST_ACTIONS)}` : "",
    lost.length > 0 ? `lost ${listed(lost, MOST_ACTIONS)}` : "",
  ].filter((part) => part !== "");
  return `; ${field}: ${parts.join(", ")}`;
}

function verdictWord(verdict: RoleVerdict): string {
  return verdict.kind === "conditional" ? "supported with delegated role definitions" : verdict.kind;
}
