import { acceptancePath } from "../acceptance/acceptance-record.ts";
import { type AcceptanceState, acceptanceState } from "../acceptance/acceptance-state.ts";
import { authorizationLine } from "../acceptance/authorization-line.ts";
import { type AccessGrant, accessOf } from "../access/access-grant.ts";
import { type Customer, tenantsThatAccept } from "../delegation/customer.ts";
import { registerCustomer } from "../delegation/register.ts";
import { isResolvable } from "../delegation/resolvable.ts";
import type { RecordedAcceptances, UnreadableRecord } from "../estate/acceptance-files.ts";
import { RoleMeaning } from "../review/role-meaning.ts";
import { type ControlFileProblem, type Estate, type Located, offersById } from "../rules/estate.ts";

/** Records that cannot be read, and customers whose definitions grant more than a required acceptance. */
export function acceptanceProblems(estate: Estate, recorded: RecordedAcceptances): ControlFileProblem[] {
  const { customers, defaults, catalogue } = estate;
  const offers = offersById(estate);
  const meaning = new RoleMeaning(catalogue);
  const accepting = tenantsThatAccept(
    customers.map(({ value }) => value),
    defaults.value,
  );
  const exceeded = customers
    .filter(({ value }) => accepting.has(value.tenantId))
    .filter(({ value }) => isResolvable(value, offers, catalogue))
    .flatMap((customer) => {
      const grants = accessOf(registerCustomer(customer.value, offers, catalogue));
      if (grants.length === 0) return [];
      const state = acceptanceState(grants, recorded.byCustomer.get(customer.value.id), meaning);
      return exceededBy(customer, state) ?? [];
    });
  return [...recorded.unreadable.map(unreadable), ...exceeded];
}

function unreadable({ file, line, problem, received }: UnreadableRecord): ControlFileProblem {
  return {
    of: "acceptance",
    at: { file, path: [], line },
    problem: `the line ${problem}`,
    received: received.slice(0, 200),
    allowed: "a record as keeper accept writes it",
    fix: "restore the file, or record the acceptance again: keeper accept <customer> --by … --reference …",
    facts: { problem },
  };
}

/** Grants that a finding names one by one. */
const MOST_NAMED = 5;

function exceededBy(
  { value, file }: Located<Customer>,
  state: AcceptanceState,
): ControlFileProblem | undefined {
  const { id } = value;
  const common = { of: "acceptance-exceeded" as const, at: { file, path: ["delegations"] } };
  if (state.kind !== "recorded") {
    // no id in the texts: customers without a record are one finding, with the places of all
    const isUnreadable = state.kind === "unreadable";
    return {
      ...common,
      problem: `the customer's acceptance is required and ${isUnreadable ? "its record cannot be read" : "not recorded"}`,
      received: isUnreadable ? "a record with errors" : `no ${acceptancePath("<customer>")}`,
      allowed: "a record that covers all that is delegated",
      fix: "keeper accept <customer> --by … --reference … records what the customer agreed to",
      facts: { customer: id, state: state.kind },
    };
  }
  if (state.beyond.length === 0) return undefined;
  const beyond = [...new Set(state.beyond.map(grantLine))];
  return {
    ...common,
    fix: `keeper accept ${id} --by … --reference … records what the customer agreed to`,
    problem: `customer ${id} has more access by its definitions than it accepted on ${state.record.recordedOn}`,
    received: [
      ...beyond.slice(0, MOST_NAMED),
      ...(beyond.length > MOST_NAMED ? [`and ${beyond.length - MOST_NAMED} more`] : []),
    ].join("; "),
    allowed: `what ${acceptancePath(id)} lists`,
    facts: { customer: id, state: "exceeded", recordedOn: state.record.recordedOn, beyond },
  };
}

function grantLine(grant: AccessGrant): string {
  return `${authorizationLine(grant)} on ${grant.scope}`;
}
