import { statSync } from "node:fs";
import type { FoundDelegations } from "../access/found-delegation.ts";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { foundInTerraform } from "../formats/terraform/found-delegations.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";

const FIX = "name a folder from keeper fetch, or a plan or state from terraform show -json";

/** Loads the delegations in a plan or state of any Terraform configuration, in JSON. */
export function loadTerraform(name: string, path: string): Outcome<FoundDelegations> {
  try {
    if (statSync(path).isDirectory())
      return failure("unreadable-input", `${JSON.stringify(name)} is no folder with Azure's lists`, FIX);
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, FIX);
  }
  const document = readJsonFile(path, "plan-or-state", NAMED);
  if (!document.ok) {
    const { content, reason } = document.error;
    if (content !== undefined) return refused(name, "terraform", content);
    return failure("unreadable-input", `${name} cannot be read: ${reason}`, FIX);
  }
  const found = foundInTerraform(document.value);
  return found.ok ? found : refused(name, "terraform", found.error);
}
