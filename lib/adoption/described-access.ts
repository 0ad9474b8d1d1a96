import { grantText } from "../access/access-grant.ts";
import type { CustomerAccess, DelegatedDefinition } from "../access/access-side.ts";
import { assembleAccess } from "../access/assemble.ts";
import { compareText } from "../values/compare-text.ts";
import type { SourcedDelegation } from "./adoption.ts";

/** Everything of a definition as texts: equal texts mean that nothing differs. */
export type Described = Readonly<Record<"texts" | "assignments" | "authorizations", string>>;

/**
 * Parts in which a definition differs from what was found, in words. Undefined where nothing differs.
 *
 * @param defined undefined where nothing is defined
 */
export function differenceOf(found: SourcedDelegation, defined: Described | undefined): string | undefined {
  if (defined === undefined) return "all parts";
  const shown = foundText(found);
  const parts = (["texts", "assignments", "authorizations"] as const).filter(
    (part) => shown[part] !== defined[part],
  );
  return parts.length === 0 ? undefined : parts.join(" and ");
}

function foundText({ definition, assignments }: SourcedDelegation): Described {
  const assembled = assembleAccess(
    "found",
    [definition.subscriptionId],
    [definition],
    assignments.map((each) => ({ ...each, definition })),
  );
  const described = assembled.ok ? [...describedAccess(assembled.value).values()][0] : undefined;
  if (described === undefined) throw new Error("a selected delegation has each assignment once");
  return described;
}

/** Everything of each definition as texts, by subscription and definition. */
export function describedAccess({
  definitions,
  assignments,
  grants,
}: CustomerAccess): Map<string, Described> {
  const key = (id: string, scope: string) => `${scope.split("/")[2]}/${id}`;
  const parts = new Map<string, { assignments: string[]; authorizations: string[] }>();
  const own = (each: string) => {
    const known = parts.get(each) ?? { assignments: [], authorizations: [] };
    parts.set(each, known);
    return known;
  };
  for (const { registrationDefinitionId, registrationAssignmentId, scope } of assignments)
    own(key(registrationDefinitionId, scope)).assignments.push(`${scope} ${registrationAssignmentId}`);
  for (const grant of grants)
    own(key(grant.registrationDefinitionId, grant.scope)).authorizations.push(grantText(grant));
  return new Map(
    definitions.map((definition) => {
      const id = `${definition.subscriptionId}/${definition.registrationDefinitionId}`;
      const { assignments: placed, authorizations } = own(id);
      const described = {
        texts: textsOf(definition),
        assignments: JSON.stringify(placed.sort(compareText)),
        authorizations: JSON.stringify(authorizations.sort(compareText)),
      };
      return [id, described];
    }),
  );
}

function textsOf({ name, description, managingTenantId, marketplacePlan }: DelegatedDefinition): string {
  return JSON.stringify([name, description, managingTenantId, marketplacePlan ?? null]);
}
