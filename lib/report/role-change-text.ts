import type { RoleChange } from "../roles/compare.ts";
import { type RoleVerdict, refusalSentence } from "../roles/verdict.ts";
import { listed } from "../values/listed.ts";

/** Actions that a line names one by one. */
const MOST_ACTIONS = 3;

/** One change of the role catalogue in one line, with the ids of the offers that name the role. */
export function roleChangeText(change: RoleChange, offers: readonly string[]): string {
  const hit = offers.length === 0 ? "" : `; named by ${offers.join(", ")}`;
  return `${change.name} (${change.id}) ${happened(change)}${hit}`;
}

function happened(change: RoleChange): string {
  switch (change.kind) {
    case "added":
      return `is new, ${verdictWord(change.verdict)}`;
    case "removed":
      return `is gone, was ${verdictWord(change.verdict)}`;
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
