import { pathText } from "../values/path.ts";
import { ALLOWED_BY_KIND, type Problem } from "./problem.ts";

/**
 * Formats a problem as one clause: `rules[1].when.grade is not valid (received: "harmless"; allowed: …)`.
 *
 * @param root name of the document's root in the clause
 */
export function problemText({ kind, path, problem, received, allowed }: Problem, root: string): string {
  // the default text of the kind adds nothing
  const also = allowed === ALLOWED_BY_KIND[kind] ? "" : `; allowed: ${allowed}`;
  return `${pathText(path) || root} ${problem} (received: ${received}${also})`;
}
