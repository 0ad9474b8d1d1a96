import type { Read } from "../../documents/problem.ts";
import { success } from "../../values/result.ts";
import { type ArmLists, readListed } from "./lists.ts";
import { FAILED_STATES } from "./resources.ts";

/** State of each listed resource, by its ARM id in lower case. On an unfinished one, an operation still runs. */
export type ListedStates = ReadonlyMap<string, "exists" | "failed" | "unfinished">;

/** Reads which definitions and assignments lists contain, assigned or not. Refuses what `readListed` refuses. */
export function listedStates(lists: ArmLists): Read<ListedStates> {
  const listed = readListed(lists);
  if (!listed.ok) return listed;
  const all = [...listed.value.definitions, ...listed.value.assignments];
  return success(
    new Map(
      all.map(({ resource }) => [resource.id.toLowerCase(), stateOf(resource.properties.provisioningState)]),
    ),
  );
}

function stateOf(state: string | undefined): "exists" | "failed" | "unfinished" {
  if (state === undefined || state === "Succeeded") return "exists";
  return FAILED_STATES.has(state) ? "failed" : "unfinished";
}
