import type { Read } from "../../documents/problem.ts";
import { success } from "../../values/result.ts";
import { type ArmLists, readListed } from "./lists.ts";
import { FAILED_STATES } from "./resources.ts";

/** Whether each listed resource failed, by its ARM id in lower case. */
export type ListedStates = ReadonlyMap<string, "exists" | "failed">;

/** Reads which definitions and assignments lists contain, assigned or not. Refuses what `readListed` refuses. */
export function listedStates(lists: ArmLists): Read<ListedStates> {
  const listed = readListed(lists);
  if (!listed.ok) return listed;
  const all = [...listed.value.definitions, ...listed.value.assignments];
  return success(
    new Map(
      all.map(({ resource }) => [
        resource.id.toLowerCase(),
        FAILED_STATES.has(resource.properties.provisioningState ?? "") ? "failed" : "exists",
      ]),
    ),
  );
}
