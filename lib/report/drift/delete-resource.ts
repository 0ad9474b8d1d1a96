import { DELEGATIONS_VERSION } from "../../delegation/azure-limits.ts";
import { command } from "../../values/shell-word.ts";

/**
 * The command that deletes a resource of Azure Lighthouse. `az managedservices` calls an API that Azure refuses where a
 * definition has eligible authorizations.
 *
 * @param id ARM id
 */
export function deleteResource(id: string): string {
  return command("az", "rest", "--method", "delete", "--url", `${id}?api-version=${DELEGATIONS_VERSION}`);
}
