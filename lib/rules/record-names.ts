import { parseGrantLine } from "../delegation/grant-line.ts";
import { principalsOf } from "../delegation/revocation.ts";
import { roleById } from "../roles/role-catalogue.ts";
import type { Estate } from "./estate.ts";

/**
 * Makes a function that describes a line of the record. It writes the names of principals and roles beside their ids.
 */
export function recordNames({
  offers,
  catalogue,
}: Pick<Estate, "offers" | "catalogue">): (line: string) => string {
  const principals = new Map(
    offers.flatMap(({ value }) =>
      principalsOf(value).map(({ objectId, displayName }): [string, string] => [objectId, displayName]),
    ),
  );
  const principal = (id: string) => named(principals.get(id), id);
  const role = (id: string) => named(roleById(catalogue, id)?.name, id);
  return (line) => {
    const grant = parseGrantLine(line);
    if (grant === undefined) return line;
    const { principalId, roleId, delegatedRoleIds, activation } = grant;
    const held = `${principal(principalId)}: ${role(roleId)}`;
    if (activation === undefined) {
      const assigns =
        delegatedRoleIds.length === 0 ? "" : `, may assign ${delegatedRoleIds.map(role).join(", ")}`;
      return `${held}, standing${assigns}`;
    }
    const { maximumActivationDuration, multiFactorAuthProvider, approverIds } = activation;
    const approval =
      approverIds.length === 0 ? "without approval" : `approved by ${approverIds.map(principal).join(", ")}`;
    return `${held}, on request, up to ${maximumActivationDuration}, MFA ${multiFactorAuthProvider}, ${approval}`;
  };
}

function named(name: string | undefined, id: string): string {
  return name === undefined || name === "" ? id : `${name} (${id})`;
}
