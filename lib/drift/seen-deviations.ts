import type { SeenDeviation } from "../delegation/deviation.ts";
import { type DriftInput, driftOf } from "./drift-of.ts";
import type { AllowedDifference } from "./finding.ts";
import { readWhole } from "./unread.ts";

/** What a snapshot shows of every deviation of the defined side, by customer and delegation as in its facts. */
export function seenDeviations(input: Omit<DriftInput, "customers">): SeenDeviation[] {
  const deviating = Object.entries(input.facts?.customers ?? {}).flatMap(([customer, { deviations = {} }]) =>
    Object.keys(deviations).map((delegation) => ({ customer, delegation })),
  );
  if (deviating.length === 0) return [];
  const customers = [...new Set(deviating.map(({ customer }) => customer))];
  const { findings } = driftOf({ ...input, customers });
  const kinds = new Map(
    findings.flatMap((each) => ("until" in each ? [[keyOf(each), each.kind] as const] : [])),
  );
  const read = readWhole(input.snapshot);
  return deviating.map(({ customer, delegation }) => {
    const kind = kinds.get(JSON.stringify([customer, delegation]));
    const [subscriptionId = ""] = delegation.split("/");
    const isRead = kind !== undefined && read.has(subscriptionId);
    const seen = kind === "allowed-otherwise" ? "otherwise" : "as-allowed";
    return { customer, delegation, seen: isRead ? seen : "not-read" };
  });
}

function keyOf({ customer, subscriptionId, offer }: AllowedDifference): string {
  return JSON.stringify([customer, `${subscriptionId}/${offer}`]);
}
