import { isObject } from "../../values/json-object.ts";
import { PART_NAMES } from "./schema.ts";

/*
 * Properties of answers that this version does not know. A newer API may have them, and they may matter to access: they
 * are named, and not read.
 */

/** Names of unknown properties of a definition, as paths without indexes: `properties.authorizations.condition`. */
export function unknownInDefinition(resource: unknown): string[] {
  const properties = partOf(resource, "properties");
  const eligible = listOf(properties, "eligibleAuthorizations");
  const policies = eligible.map((each) => partOf(each, "justInTimeAccessPolicy"));
  const approvers = policies.flatMap((policy) => listOf(policy, "managedByTenantApprovers"));
  return [
    ...unknownNames([resource], PART_NAMES.definition, ""),
    ...unknownNames([partOf(resource, "plan")], PART_NAMES.plan, "plan."),
    ...unknownNames([properties], PART_NAMES.definitionProperties, "properties."),
    ...unknownNames(
      listOf(properties, "authorizations"),
      PART_NAMES.authorization,
      "properties.authorizations.",
    ),
    ...unknownNames(eligible, PART_NAMES.eligibleAuthorization, ELIGIBLE),
    ...unknownNames(policies, PART_NAMES.policy, POLICY),
    ...unknownNames(approvers, PART_NAMES.approver, `${POLICY}managedByTenantApprovers.`),
  ];
}

const ELIGIBLE = "properties.eligibleAuthorizations.";
const POLICY = `${ELIGIBLE}justInTimeAccessPolicy.`;

/** Names of unknown properties of an assignment, without those of the definition's copy in it. */
export function unknownInAssignment(resource: unknown): string[] {
  const properties = partOf(resource, "properties");
  return [
    ...unknownNames([resource], PART_NAMES.assignment, ""),
    ...unknownNames([properties], PART_NAMES.assignmentProperties, "properties."),
  ];
}

function unknownNames(parts: readonly unknown[], known: ReadonlySet<string>, before: string): string[] {
  const names = parts.flatMap((part) => (isObject(part) ? Object.keys(part) : []));
  return [...new Set(names.filter((name) => !known.has(name)).map((name) => `${before}${name}`))];
}

function partOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = partOf(value, name);
  return Array.isArray(list) ? list : [];
}
