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
 * Describes a verdict in one sentence, without the full stop. Names the catalogue's date, because Azure changes roles.
 * Log Analytics Contributor gained and lost a data action several times within a year, and its verdict changed with it.
 */
export function explainVerdict(role: BuiltInRole, verdict: RoleVerdict, date: string): string {
  // the type of an index by a union of kinds does not pair each kind with its verdict
  const predicate = PREDICATES[verdict.kind] as (verdict: RoleVerdict) => string;
  return `${role.name} (${role.id}) ${predicate(verdict)} (role catalogue of ${date})`;
}
