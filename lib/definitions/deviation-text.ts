import type { DelegatedForm, Deviation, FormPrincipal } from "../delegation/deviation.ts";
import { quoted } from "./template-text.ts";

/** What stands on top of a file: which part of it people may edit. */
const HEAD = `# A difference from Azure that is allowed. Edit reason, by and until; keeper drift --allow writes the rest.
`;

/** Names a role by its GUID, for people; undefined where its name is not known. */
export type RoleName = (roleDefinitionId: string) => string | undefined;

/** The file of a deviation in YAML, with a line for each authorization. A diff then shows each difference. */
export function deviationFileText(deviation: Deviation, roleName: RoleName): string {
  const { customer, subscriptionId, offer, reason, by, until, defined, azure, digest } = deviation;
  return [
    HEAD,
    `customer: ${quoted(customer)}\n`,
    `subscriptionId: ${quoted(subscriptionId)}\n`,
    `offer: ${quoted(offer)}\n`,
    `reason: ${quoted(reason)}\n`,
    `by: ${quoted(by)}\n`,
    `until: ${quoted(until)}\n`,
    ...formLines("defined", defined, roleName),
    ...formLines("azure", azure, roleName),
    `digest: ${digest}\n`,
  ].join("");
}

function formLines(
  key: string,
  { authorizations, eligibleAuthorizations, scopes }: DelegatedForm,
  roleName: RoleName,
): string[] {
  const standing = authorizations.map(({ delegatedRoleDefinitionIds: roles, ...each }) => ({
    ...principalOf(each),
    roleDefinitionId: each.roleDefinitionId,
    ...(roles.length === 0 ? {} : { delegatedRoleDefinitionIds: roles }),
  }));
  const eligible = eligibleAuthorizations.map((each) => ({
    ...principalOf(each),
    roleDefinitionId: each.roleDefinitionId,
    justInTimeAccessPolicy: {
      multiFactorAuthProvider: each.multiFactorAuthProvider,
      maximumActivationDuration: each.maximumActivationDuration,
      ...(each.approvers.length === 0 ? {} : { managedByTenantApprovers: each.approvers.map(principalOf) }),
    },
  }));
  const grants = (list: string, values: readonly { readonly roleDefinitionId: string }[]) =>
    values.length === 0
      ? []
      : [
          `  ${list}:\n`,
          ...values.map((each) => {
            const name = roleName(each.roleDefinitionId);
            return `    - ${quoted(each)}${name === undefined ? "" : ` # ${name}`}\n`;
          }),
        ];
  return [
    `${key}:\n`,
    ...grants("authorizations", standing),
    ...grants("eligibleAuthorizations", eligible),
    ...(scopes.length === 0
      ? ["  scopes: []\n"]
      : ["  scopes:\n", ...scopes.map((each) => `    - ${quoted(each)}\n`)]),
  ];
}

function principalOf({ principalId, displayName }: FormPrincipal) {
  return { principalId, ...(displayName === "" ? {} : { principalIdDisplayName: displayName }) };
}
