import { definitionFile } from "../estate/definition-file.ts";
import type { Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { GitRepository } from "./git.ts";

/**
 * Whether a commit has files that define customers: then no side of it is without any.
 *
 * @param root the estate's root in the work tree
 */
export function definesCustomersAt(
  repository: GitRepository,
  commit: string,
  root: string,
): Outcome<boolean> {
  const names = repository.namesIn(commit, repository.pathOf(root, "customers"));
  if (!names.ok) return names;
  return success(names.value.some((name) => definitionFile("customers", name) !== undefined));
}
