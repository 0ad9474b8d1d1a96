import type { SeenDeviation } from "../delegation/deviation.ts";
import { type DriftInput, driftOf } from "./drift-of.ts";
import type { AllowedDifference } from "./finding.ts";

/** What a snapshot shows of every deviation of the defined side. By customer and delegation, as in its facts. */
export function seenDeviations(input: Omit<DriftInput, "customers">): SeenDeviation[] {
  const deviating = Object.entries(input.facts?.customers ?? {}).flatMap(([customer, { deviations = {} }]) =>
    Object.keys(deviations).map((delegation) => ({ customer, delegation })),
  );
  if (deviating.length === 0) return [];
  const customers = [...new Set(deviating.map(({ customer }) => customer))];
  const { findings } = driftOf({ ...input, customers });
  const allowed = new Map(
    findings.flatMap((each) => ("until" in each ? [[keyOf(each), each] as const] : [])),
  );
  return deviating.map(({ customer, delegation }) => {
    const found = allowed.get(JSON.stringify([customer, delegation]));
    // of what was not read, a deviation in force that says it is gone is as allowed
    const isKnown = found !== undefined && (found.isRead || found.kind === "allowed");
    const seen = found?.kind === "allowed-otherwise" ? "otherwise" : "as-allowed";
    return { customer, delegation, seen: isKnown ? seen : "not-read" };
  });
}

function keyOf({ customer, subscriptionId, offer }: AllowedDifference): string {
  return JSON.stringify([customer, `${subscriptionId}/${offer}`]);
}
