import type { DelegationStatus } from "../../status/estate-status.ts";
import { count } from "../phrases.ts";
import type { CellKind } from "./status-data.ts";
import { acceptedText, STATE_WORDS } from "./words.ts";

/** The name and sign of each kind of cell. Colour never stands alone. */
export const KIND_WORDS: Readonly<Record<CellKind, { readonly word: string; readonly sign: string }>> = {
  failed: { word: "failed in Azure", sign: "!" },
  unreadable: { word: "has errors", sign: "?" },
  refused: { word: "role refused", sign: "✕" },
  differs: { word: "differs from Azure", sign: "≠" },
  "not-deployed": { word: "not deployed", sign: "○" },
  "far-behind": { word: "two or more versions behind", sign: "2↓" },
  behind: { word: "one version behind", sign: "1↓" },
  "not-read": { word: "not read", sign: "…" },
  "nothing-delegated": { word: "nothing delegated", sign: "∅" },
  current: { word: "newest version", sign: "" },
};

/** The worst that is to be said of a delegation. */
export function kindOf({ state, behind, refusedRoles }: DelegationStatus): CellKind {
  if (state === "failed" || state === "unreadable") return state;
  if (refusedRoles.length > 0) return "refused";
  if (state === "differs" || state === "not-deployed") return state;
  if (behind > 1) return "far-behind";
  if (behind === 1) return "behind";
  return state === "not-read" || state === "nothing-delegated" ? state : "current";
}

/** Text of a cell beside its version. Empty where there is nothing to say. */
export function cellText(delegation: DelegationStatus): string {
  const { version, update, waitingSince, accepted, scopes, state, behind, refusedRoles } = delegation;
  const claimed = new Set(scopes.flatMap(({ sourceInAzure }) => sourceInAzure?.split("@")[1] ?? []));
  const others = [...claimed].filter((each) => each !== version).sort();
  const isQuiet = state === "in-place" || state === "unknown";
  return [
    ...(refusedRoles.length === 0 ? [] : [`Azure Lighthouse refuses ${refusedRoles.join(", ")}`]),
    ...(isQuiet ? [] : [STATE_WORDS[state]]),
    ...(others.length === 0 ? [] : [`Azure has ${others.join(", ")}`]),
    ...(behind === 0
      ? []
      : [
          `${count(behind, "version")} behind ${update}${waitingSince === undefined ? "" : ` since ${waitingSince}`}`,
        ]),
    ...(accepted === undefined ? [] : [acceptedText(accepted)]),
  ].join("; ");
}
