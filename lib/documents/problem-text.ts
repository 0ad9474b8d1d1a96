import { pathText } from "../values/path.ts";
import { ALLOWED_BY_KIND, type Problem } from "./problem.ts";

/**
 * A problem as one clause: `rules[1].when.grade is not valid (received: "harmless"; allowed: …)`.
 *
 * @param root how the document's root is called
 */
export function problemText({ kind, path, problem, received, allowed }: Problem, root: string): string {
  // what a whole kind allows is said by the kind
  const also = allowed === ALLOWED_BY_KIND[kind] ? "" : `; allowed: ${allowed}`;
  return `${pathText(path) || root} ${problem} (received: ${received}${also})`;
}
