import { notReadFix } from "../../formats/snapshot/not-read-fix.ts";
import type { Snapshot } from "../../formats/snapshot/snapshot.ts";
import { count } from "../phrases.ts";

/** What a snapshot leaves open, a line each. These are tenants that were not read, and disagreements of two answers. */
export function snapshotNotes({
  tenants,
  disagreements,
}: Pick<Snapshot, "tenants" | "disagreements">): string[] {
  const unlisted = disagreements.filter(({ onlyIn }) => onlyIn === "resource-graph").length;
  return [
    ...tenants.flatMap(({ id, cloud, notRead }) =>
      notRead.map(
        (each) =>
          `tenant ${id}: ${each.part} not read: ${each.sentence}; delegations outside this estate may be missing here; ${notReadFix(each, { askedBy: id, cloud })}`,
      ),
    ),
    ...(unlisted === 0
      ? []
      : [
          `Resource Graph has ${count(unlisted, "assignment")} that the lists do not have: snapshot.json names them`,
        ]),
  ];
}
