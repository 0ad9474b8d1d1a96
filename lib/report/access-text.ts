import { CLOUD_NAMES } from "../delegation/cloud.ts";
import type { RegisteredCustomer } from "../delegation/register.ts";
import type { Registration, RegistrationDefinition } from "../delegation/registration.ts";
import { compareText } from "../values/compare-text.ts";
import { eligibleText, standingText } from "./authorization-text.ts";
import { count } from "./phrases.ts";
import { plainTable } from "./plain-table.ts";
import { streamLines } from "./review/wrap.ts";

/** Above this many customers each gets one line instead of its table. */
const MOST_TABLES = 25;

/**
 * Who gets which role where, standing or on request, customer by customer.
 *
 * @param columns of the terminal. @default - it is none, and every row has one line
 */
export function accessText(customers: readonly RegisteredCustomer[], columns?: number): string {
  if (customers.length > MOST_TABLES) return `${customers.map(accessLine).join("\n")}\n`;
  return customers.map((each) => customerText(each, columns)).join("\n");
}

function customerText(access: RegisteredCustomer, columns: number | undefined): string {
  const { customer, subscriptions } = access;
  const title = `${customer.id}: ${customer.name} (tenant ${customer.tenantId}, ${CLOUD_NAMES[customer.cloud]})`;
  const registrations = subscriptions.flatMap((subscription) =>
    subscription.registrations.map((registration) =>
      registrationText(subscription.name, registration, columns),
    ),
  );
  return `${streamLines(title, columns).join("\n")}\n${registrations.length === 0 ? streamLines(nothing(access), columns).join("\n") : registrations.join("\n")}\n`;
}

/** One definition: what it is put on, then who gets which role, by name. */
function registrationText(
  subscription: string,
  { definition, assignments }: Registration,
  columns: number | undefined,
): string {
  const where = assignments.map(({ scope: { resourceGroup } }) =>
    resourceGroup === undefined
      ? `${subscription} (whole subscription)`
      : `${subscription} / ${resourceGroup}`,
  );
  const from = `${definition.offerId}/${definition.planId}@${definition.version}`;
  const rows = rowsOf(definition).sort((a, b) => compareText(a.join("\0"), b.join("\0")));
  const title = `  ${where.join(", ")}: ${from}`;
  return [...streamLines(title, columns), ...plainTable(rows, 4, columns)].join("\n");
}

function nothing({ customer, subscriptions }: RegisteredCustomer): string {
  const taken = customer.delegations.map(({ offer, plan, version }) => `${offer}/${plan}@${version}`);
  const listed = `${count(subscriptions.length, "subscription")} listed`;
  return `  nothing delegated (${taken.length === 0 ? "no offer taken" : `took ${taken.join(", ")}`}; ${listed})`;
}

function accessLine(access: RegisteredCustomer): string {
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
      principal.displayName || principal.id,
      role.name,
      standingText(delegatedRoles.map(({ name }) => name)),
    ]),
    ...definition.eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => [
      principal.displayName || principal.id,
      role.name,
      eligibleText(justInTimeAccessPolicy),
    ]),
  ];
}
