import type { EstateStatus, RoleStatus } from "../../status/estate-status.ts";
import { listed } from "../../values/listed.ts";
import { count } from "../phrases.ts";
import { VERDICT_WORDS } from "./words.ts";

/** Customers that a line names one by one. */
const MOST_NAMES = 5;

/** Refused roles and who holds them, a line each; empty where there are none. */
export function roleLines({ roles }: Pick<EstateStatus, "roles">): string[] {
  return roles.map((role) => `${role.roleName}: ${verdictText(role)}; ${holdersText(role)}`);
}

function verdictText({ verdict, isKept }: RoleStatus): string {
  return `${VERDICT_WORDS[verdict]}${isKept ? ", kept by a definition" : ""}`;
}

function holdersText({ customers }: RoleStatus): string {
  return `${count(customers.length, "customer")}: ${listed(customers, MOST_NAMES)}`;
}
