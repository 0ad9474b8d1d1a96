import Table from "cli-table3";
import { CLOUD_NAMES } from "../delegation/cloud.ts";
import type { Customer } from "../delegation/customer.ts";
import { compareText } from "../delegation/identifiers.ts";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import type {
  RegisteredAccessPolicy,
  RegisteredSubscription,
  Registration,
  RegistrationDefinition,
} from "../delegation/registration.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./finding-text.ts";

/** A customer with what its definitions delegate. */
export interface CustomerAccess {
  readonly customer: Customer;
  readonly subscriptions: readonly RegisteredSubscription[];
}

/** Above this many customers each gets one line instead of its table. */
const MOST_TABLES = 25;

/** Who gets which role where, standing or on request, customer by customer. */
export function accessText(customers: readonly CustomerAccess[]): string {
  if (customers.length > MOST_TABLES) return `${customers.map(accessLine).join("\n")}\n`;
  return customers.map(customerText).join("\n");
}

function customerText(access: CustomerAccess): string {
  const { customer, subscriptions } = access;
  const title = `${customer.id}: ${customer.name} (tenant ${customer.tenantId}, ${CLOUD_NAMES[customer.cloud]})`;
  const registrations = subscriptions.flatMap((subscription) =>
    subscription.registrations.map((registration) => registrationText(subscription.name, registration)),
  );
  return `${forTerminal(title)}\n${registrations.length === 0 ? nothing(access) : registrations.join("\n")}\n`;
}

/** One definition: what it is put on, then who gets which role, by name. */
function registrationText(subscription: string, { definition, assignments }: Registration): string {
  const where = assignments.map(({ scope: { resourceGroup } }) =>
    resourceGroup === undefined
      ? `${subscription} (whole subscription)`
      : `${subscription} / ${resourceGroup}`,
  );
  const from = `${definition.offerId}/${definition.planId}@${definition.version}`;
  const table = new Table({
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": 4, "padding-right": 0 },
  });
  const rows = rowsOf(definition).sort((a, b) => compareText(a.join("\0"), b.join("\0")));
  table.push(...rows.map((row) => row.map(forTerminal)));
  const lines = table.toString().split("\n");
  return [`  ${forTerminal(`${where.join(", ")}: ${from}`)}`, ...lines.map((line) => line.trimEnd())].join(
    "\n",
  );
}

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

function nothing({ customer, subscriptions }: CustomerAccess): string {
  const taken = customer.delegations.map(({ offer, plan, version }) => `${offer}/${plan}@${version}`);
  const listed = `${count(subscriptions.length, "subscription")} listed`;
  return `  nothing delegated (${taken.length === 0 ? "no offer taken" : `took ${taken.join(", ")}`}; ${listed})`;
}

function accessLine(access: CustomerAccess): string {
  const assignments = access.subscriptions.flatMap(({ registrations }) =>
    registrations.flatMap(({ definition, assignments }) => assignments.map(() => definition)),
  );
  if (assignments.length === 0) return `${access.customer.id}: nothing delegated`;
  const standing = assignments.reduce((sum, each) => sum + each.authorizations.length, 0);
  const eligible = assignments.reduce((sum, each) => sum + each.eligibleAuthorizations.length, 0);
  return `${access.customer.id}: ${standing} standing, ${eligible} on request, on ${count(assignments.length, "scope")}`;
}

function rowsOf(definition: RegistrationDefinition): string[][] {
  return [
    ...definition.authorizations.map(({ principal, role, delegatedRoles }) => [
      principal.displayName,
      role.name,
      delegatedRoles.length === 0
        ? "standing"
        : `standing; may assign ${delegatedRoles.map(({ name }) => name).join(", ")}`,
    ]),
    ...definition.eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => [
      principal.displayName,
      role.name,
      policyText(justInTimeAccessPolicy),
    ]),
  ];
}

/** A just-in-time access policy in words: "on request, up to 4 h, MFA, approved by Leads". */
function policyText(policy: RegisteredAccessPolicy): string {
  const minutes = activationMinutes(policy.maximumActivationDuration) ?? 0;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const time = [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""]
    .filter((part) => part !== "")
    .join(" ");
  const approval =
    policy.approvers.length === 0
      ? "self-activated"
      : `approved by ${policy.approvers.map(({ displayName }) => displayName).join(" or ")}`;
  return `on request, up to ${time}, ${policy.multiFactorAuthProvider === "Azure" ? "MFA" : "no MFA"}, ${approval}`;
}
