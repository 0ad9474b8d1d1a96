import { DELEGATIONS_VERSION } from "../../delegation/azure-limits.ts";
import { shellWord } from "../../values/shell-word.ts";

/** Words that a shell passes on as they are. */
const PLAIN = /^[\w./:=@-]+$/;

/** A command to type into a POSIX shell. Words with other characters are quoted. */
export function command(...words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : shellWord(word))).join(" ");
}

/**
 * The command that deletes a resource of Azure Lighthouse. `az managedservices` calls an API that Azure refuses where a
 * definition has eligible authorizations.
 *
 * @param id ARM id
 */
export function deleteResource(id: string): string {
  return command("az", "rest", "--method", "delete", "--url", `${id}?api-version=${DELEGATIONS_VERSION}`);
}
