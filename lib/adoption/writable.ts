import type { DecodedDefinition } from "../access/assemble.ts";
import { guid, line, lines, resourceGroupName } from "../definitions/primitives.ts";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { NotAdopted, NotAdoptedCode, SourcedDelegation } from "./adoption.ts";
import { delegationText } from "./adoption.ts";
import type { WrittenRoles } from "./written-roles.ts";

type Reason = Pick<NotAdopted, "code" | "why" | "fix">;

/** Reason why a delegation cannot be written as a definition unchanged. Undefined where it can be written. */
export function whyNotWritable(delegation: SourcedDelegation, roles: WrittenRoles): NotAdopted | undefined {
  const reason =
    unwritableText(delegation.definition) ??
    unwritableRole(delegation.definition, roles) ??
    unwritableScope(delegation);
  return reason === undefined
    ? undefined
    : { at: delegation.at, what: delegationText(delegation), ...reason };
}

/** Whether a text can be a name in a definition, unchanged. */
export function isWritableName(text: string): boolean {
  const read = line.safeParse(text);
  return read.success && read.data === text;
}

function unwritableText(definition: DecodedDefinition): Reason | undefined {
  const fix = "change it in Azure first, or go on without it";
  if (!isWritableName(definition.name))
    return {
      code: "text-not-writable",
      why: `has a title that a definition cannot have: ${whyText(line, definition.name)}`,
      fix,
    };
  const description = lines.safeParse(definition.description);
  if (!description.success || description.data !== definition.description)
    return {
      code: "text-not-writable",
      why: `has a description that a definition cannot have: ${whyText(lines, definition.description)}`,
      fix,
    };
  const name = displayNames(definition).find((each) => each !== "" && !isWritableName(each));
  if (name !== undefined)
    return {
      code: "text-not-writable",
      why: `has a display name that a definition cannot have: ${whyText(line, name)}`,
      fix,
    };
  const id = [definition.managingTenantId, ...principalIds(definition)].find(
    (each) => !guid.safeParse(each).success,
  );
  if (id === undefined) return undefined;
  return { code: "text-not-writable", why: `names ${id}, which is a placeholder`, fix };
}

function whyText(schema: typeof line, text: string): string {
  const read = schema.safeParse(text);
  const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text);
  if (read.success) return `${shown} is not in Unicode's normal form C, to which Terraform converts it`;
  return `${shown} (allowed: ${read.error.issues[0]?.message ?? "a line of text"})`;
}

function displayNames({ authorizations, eligibleAuthorizations }: DecodedDefinition): string[] {
  return [
    ...[...authorizations, ...eligibleAuthorizations].map((each) => each.principalDisplayName),
    ...eligibleAuthorizations.flatMap((each) =>
      each.justInTimeAccessPolicy.approvers.map(({ displayName }) => displayName),
    ),
  ];
}

function principalIds({ authorizations, eligibleAuthorizations }: DecodedDefinition): string[] {
  return [
    ...[...authorizations, ...eligibleAuthorizations].map((each) => each.principalId),
    ...eligibleAuthorizations.flatMap((each) =>
      each.justInTimeAccessPolicy.approvers.map(({ principalId }) => principalId),
    ),
  ];
}

function unwritableRole(
  { authorizations, eligibleAuthorizations }: DecodedDefinition,
  roles: WrittenRoles,
): Reason | undefined {
  const code: NotAdoptedCode = "role-not-delegable";
  const ids = [...authorizations, ...eligibleAuthorizations].map((each) => each.roleDefinitionId);
  const delegated = authorizations.flatMap((each) => each.delegatedRoleDefinitionIds);
  for (const id of [...ids, ...delegated]) {
    const why = roles.whyNot(id.toLowerCase());
    if (why !== undefined)
      return {
        code,
        why,
        fix: "update the role catalogue (keeper roles update), or remove it in Azure first",
      };
  }
  const duration = eligibleAuthorizations
    .map(({ justInTimeAccessPolicy: policy }) => policy.maximumActivationDuration)
    .find((each) => each && activationMinutes(each) === undefined);
  if (duration === undefined) return undefined;
  return {
    code: "text-not-writable",
    why: `has an activation of ${JSON.stringify(duration)}, which is not in hours and minutes`,
  };
}

function unwritableScope({ assignments }: SourcedDelegation): Reason | undefined {
  const code: NotAdoptedCode = "scope-not-writable";
  const fix = "remove one of the assignments in Azure first, where the access stays the same without it";
  const groups = assignments.map(({ scope }) => scope.resourceGroup);
  if (groups.includes(undefined) && groups.length > 1)
    return { code, why: "is assigned to the whole subscription and once more in it", fix };
  const names = groups.map((name) => asciiLowerCase(name ?? ""));
  if (new Set(names).size < names.length)
    return { code, why: "is assigned twice to one resource group", fix };
  const odd = groups.find((name) => name !== undefined && !isWritableGroup(name));
  if (odd === undefined) return undefined;
  return {
    code,
    why: `is assigned to the resource group ${JSON.stringify(odd)}, which a definition cannot name`,
  };
}

function isWritableGroup(name: string): boolean {
  const read = resourceGroupName.safeParse(name);
  return read.success && read.data === name;
}
