import type { AccessSide } from "../access/access-side.ts";
import type { KnownPrincipal } from "../review/name-directory.ts";
import type { AccessQuestion } from "../review/reach.ts";
import { type RoleCatalogue, roleById, roleByName } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import { fixOfName } from "./meant-name.ts";
import { principalNamed } from "./named-principal.ts";

/** The query of `keeper access`, as written by the user. */
export interface AskedNames {
  /** A principal by its GUID or registered name. */
  readonly principal: string | undefined;
  /** A customer by its id. */
  readonly customer: string | undefined;
  /** A role by its GUID or name. */
  readonly role: string | undefined;
}

/** Resolves the names of a query, case-insensitively. Fails with the unknown name and the known ones. */
export function accessQuestion(
  { principal, customer, role }: AskedNames,
  side: AccessSide,
  principals: readonly KnownPrincipal[],
  catalogue: RoleCatalogue,
): Outcome<AccessQuestion> {
  const customers = side.customers.map((each) => each.customer);
  return attempt(function* () {
    return {
      ...(principal === undefined ? {} : { principalId: yield* take(principalNamed(principal, principals)) }),
      ...(customer === undefined ? {} : { customer: yield* take(customerNamed(customer, customers)) }),
      ...(role === undefined ? {} : { roleDefinitionId: yield* take(roleNamed(role, catalogue)) }),
    };
  });
}

function customerNamed(id: string, customers: readonly string[]): Outcome<string> {
  if (customers.includes(id)) return success(id);
  const problem = `there is no customer ${JSON.stringify(id)} on this side`;
  return failure("unknown-customer", problem, fixOfName(id, customers));
}

/** The id of a role by its name or id. */
function roleNamed(name: string, catalogue: RoleCatalogue): Outcome<string> {
  const plain = name.toLowerCase();
  const role =
    roleByName(catalogue, name) ??
    roleById(catalogue, plain) ??
    catalogue.roles.find((each) => each.name.toLowerCase() === plain);
  if (role !== undefined) return success(role.id);
  const problem = `the catalogue has no role ${JSON.stringify(name)}`;
  return failure("bad-arguments", problem, "keeper roles <words> searches it");
}
