import type { Grade } from "../../review/grade.ts";
import { GRADE_WORDS } from "./wording.ts";

/** What a Terraform plan says beside what it will change. */
export interface PlanFacts {
  /** Addresses of what is taken over from Azure. */
  readonly imported: readonly string[];
  /** Addresses that changed; access did not. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Addresses of what somebody changed outside Terraform since the last apply. */
  readonly drifted: readonly string[];
  /** What those changes did to access, from what the state remembers to what there is. */
  readonly driftGrade: Grade;
}

/** A plan's facts in words, one line each; user text is not among them, addresses are. */
export function planNotes({ imported, moved, drifted, driftGrade }: PlanFacts): string[] {
  return [
    ...drifted.map((address) => `changed outside Terraform since the last apply: ${address}`),
    ...(drifted.length === 0
      ? []
      : [`what was changed outside Terraform: ${GRADE_WORDS[driftGrade].meaning}`]),
    ...imported.map((address) => `taken over from Azure: ${address}`),
    ...moved.map(({ from, to }) => `moved in Terraform's state: ${from} -> ${to}`),
  ];
}
