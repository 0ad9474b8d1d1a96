import { statSync } from "node:fs";
import type { FoundDelegations } from "../access/found-delegation.ts";
import { NAMED, OWN, readJsonFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { foundInTerraform } from "../formats/terraform/found-delegations.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";

const FIX = "name a folder from keeper fetch, or a plan or state from terraform show -json";

/** Loads the delegations in a plan or state of any Terraform configuration, in JSON. */
export function loadTerraform(name: string, path: string): Outcome<FoundDelegations> {
  return attempt(function* () {
    const document = yield* take(readTerraform({ name, path, kind: "plan-or-state" }, FIX));
    const found = foundInTerraform(document);
    return yield* take(found.ok ? found : refused<FoundDelegations>(name, "terraform", found.error));
  });
}

/** A plan or state that a user names, or the state that the estate keeps itself. */
export type TerraformKind = "plan-or-state" | "local-state";

/**
 * Reads the JSON of a plan or state.
 *
 * @param fix what to name instead, where it is a folder or cannot be read
 */
export function readTerraform(
  { name, path, kind }: { readonly name: string; readonly path: string; readonly kind: TerraformKind },
  fix: string,
): Outcome<unknown> {
  try {
    if (statSync(path).isDirectory())
      return failure("unreadable-input", `${JSON.stringify(name)} is no folder with Azure's lists`, fix);
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, fix);
  }
  const document = readJsonFile(path, kind, kind === "local-state" ? OWN : NAMED);
  if (document.ok) return success(document.value);
  const { content, reason } = document.error;
  if (content !== undefined) return refused(name, "terraform", content);
  return failure("unreadable-input", `${name} cannot be read: ${reason}`, fix);
}
