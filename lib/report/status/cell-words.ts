import type { DelegationStatus } from "../../status/estate-status.ts";
import { count } from "../phrases.ts";
import type { CellKind } from "./status-data.ts";
import { acceptedText, STATE_WORDS } from "./words.ts";

/** The name, sign and meaning of each kind of cell. Colour never stands alone. */
export const KIND_WORDS: Readonly<
  Record<CellKind, { readonly word: string; readonly sign: string; readonly meaning: string }>
> = {
  failed: { ...STATE_WORDS.failed, word: "failed in Azure", sign: "!" },
  unreadable: { ...STATE_WORDS.unreadable, sign: "?" },
  refused: {
    word: "role refused",
    sign: "✕",
    meaning: "Azure Lighthouse refuses one of its roles by the role catalogue",
  },
  differs: { ...STATE_WORDS.differs, word: "differs from Azure", sign: "≠" },
  "not-deployed": { ...STATE_WORDS["not-deployed"], sign: "○" },
  "far-behind": {
    word: "two or more versions behind",
    sign: "2↓",
    meaning: "its plan has at least two newer versions than the one that the customer takes",
  },
  behind: {
    word: "one version behind",
    sign: "1↓",
    meaning: "its plan has one newer version than the one that the customer takes",
  },
  "not-read": { ...STATE_WORDS["not-read"], sign: "…" },
  "nothing-delegated": { ...STATE_WORDS["nothing-delegated"], sign: "∅" },
  current: { word: "newest version", sign: "", meaning: "its plan has no newer version" },
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
    ...(isQuiet ? [] : [STATE_WORDS[state].word]),
    ...(others.length === 0 ? [] : [`Azure has ${others.join(", ")}`]),
    ...(behind === 0
      ? []
      : [
          `${count(behind, "version")} behind ${update}${waitingSince === undefined ? "" : ` since ${waitingSince}`}`,
        ]),
    ...(accepted === undefined ? [] : [acceptedText(accepted)]),
  ].join("; ");
}
