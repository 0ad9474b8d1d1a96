import { refusalSentence } from "./refusal-reason.ts";
import type { BuiltInRole } from "./role-catalogue.ts";
import type { RoleVerdict } from "./role-verdict.ts";

type PredicateTable = {
  readonly [Kind in RoleVerdict["kind"]]: (verdict: Extract<RoleVerdict, { kind: Kind }>) => string;
};

const PREDICATES = {
  supported: () => "is supported by Azure Lighthouse",
  conditional: () => "is supported by Azure Lighthouse only with delegated role definitions",
  refused: ({ reasons }) =>
    `is refused by Azure Lighthouse because ${reasons.map(refusalSentence).join(", and ")}`,
} satisfies PredicateTable;

/**
 * One sentence about a verdict, without the full stop. It names the date of the catalogue, because Azure changes roles:
 * Log Analytics Contributor gained and lost a data action several times within a year, and with it its verdict.
 */
export function explainVerdict(role: BuiltInRole, verdict: RoleVerdict, date: string): string {
  // the table pairs each kind with its own verdict, which an index by a union of kinds cannot express
  const predicate = PREDICATES[verdict.kind] as (verdict: RoleVerdict) => string;
  return `${role.name} (${role.id}) ${predicate(verdict)} (role catalogue of ${date})`;
}
