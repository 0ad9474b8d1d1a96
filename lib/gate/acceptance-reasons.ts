import { acceptedGrants } from "../acceptance/acceptance-record.ts";
import { grantsBeyond } from "../acceptance/beyond-acceptance.ts";
import type { RecordRead } from "../acceptance/parse-acceptance.ts";
import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { AccessReview, CustomerChange } from "../review/access-change.ts";
import { RoleMeaning } from "../review/role-meaning.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import type { GateReason } from "./reason.ts";

/** What is recorded as accepted, for the customers of a change. */
export interface PresentedAcceptances {
  /**
   * Records by customer id, from base or from the change. A change's record counts where the customer's own key signed
   * it.
   */
  readonly byCustomer: ReadonlyMap<string, RecordRead>;
}

/** What a decision about acceptances needs. */
export interface AcceptanceInput {
  readonly review: AccessReview;
  /** Base's access: the tenants of its customers. */
  readonly before: AccessSide;
  /** Base's catalogue. */
  readonly catalogue: RoleCatalogue;
  /** Base's facts. */
  readonly facts: EstateFacts | undefined;
  /** The change's facts: they may require acceptances, and never lift a requirement of base. */
  readonly changeFacts: EstateFacts | undefined;
  readonly acceptances: PresentedAcceptances;
}

/**
 * Reasons for customers that gain access beyond their former and their accepted access. Only where acceptance is
 * required. Accepted access is what the record has. A change that only narrows gives none, whatever is recorded.
 */
export function acceptanceReasons(input: AcceptanceInput): GateReason[] {
  const { review, facts, catalogue } = input;
  const gaining = review.customers.filter(gains);
  // without base's facts it is unknown which customers must accept, also where no acceptance is recorded yet
  if (facts === undefined && gaining.length > 0) return [{ kind: "facts-missing", asked: "acceptance" }];
  const meaning = new RoleMeaning(catalogue);
  const accepting = acceptingTenants(input);
  return gaining
    .filter((change) => isRequired(change, input, accepting))
    .flatMap((change) => missing(change, input, meaning));
}

/** Ids of the customers that gain access, and their former ids. Only their records are needed. */
export function gainingCustomers({ customers }: AccessReview): string[] {
  return customers
    .filter(gains)
    .flatMap(({ customer, formerCustomer }) =>
      formerCustomer === undefined ? [customer] : [customer, formerCustomer],
    );
}

/** Whether a customer gains access by a change. */
export function gains({ grade }: CustomerChange): boolean {
  return grade === "broadening" || grade === "mixed";
}

/**
 * Whether base or change requires acceptance, for the customer or for its tenant. A change cannot lift the requirement
 * that it must meet. A second customer cannot avoid it.
 */
function isRequired(
  { customer, formerCustomer, before, after }: CustomerChange,
  input: AcceptanceInput,
  accepting: ReadonlySet<Guid>,
): boolean {
  const ids = formerCustomer === undefined ? [customer] : [formerCustomer, customer];
  const isOwn = [input.facts, input.changeFacts].some(
    (facts) => facts !== undefined && ids.some((id) => requires(facts, id)),
  );
  return isOwn || [before, after].some((access) => accepting.has(access?.deployment?.tenantId ?? ""));
}

/** Tenants of customers that require acceptance, in base or after the change. Their stacks name the tenant. */
function acceptingTenants({ facts, changeFacts, before, review }: AcceptanceInput): ReadonlySet<Guid> {
  const known = [...before.customers, ...review.customers.flatMap(({ after }) => after ?? [])];
  const accepting = known.filter(({ customer }) =>
    [facts, changeFacts].some(
      (each) => each !== undefined && own(each.customers, customer)?.acceptance === "required",
    ),
  );
  return new Set(accepting.flatMap(({ deployment }) => deployment?.tenantId ?? []));
}

/** A customer that the facts do not have follows the estate. */
function requires({ customers, acceptance }: EstateFacts, id: string): boolean {
  const known = own(customers, id);
  return (known === undefined ? acceptance : known.acceptance) === "required";
}

function missing(
  { customer, formerCustomer, before, after }: CustomerChange,
  { acceptances: { byCustomer } }: AcceptanceInput,
  meaning: RoleMeaning,
): GateReason[] {
  const read = byCustomer.get(customer) ?? byCustomer.get(formerCustomer ?? "");
  const accepted = read?.ok === true ? acceptedGrants(read.value) : [];
  const allowed = [...(before?.grants ?? []), ...accepted];
  const beyond = grantsBeyond(after?.grants ?? [], allowed, meaning);
  if (beyond.length === 0) return [];
  const record = read === undefined ? "none" : read.ok ? "exceeded" : "unreadable";
  return [{ kind: "acceptance-missing", customer, record, beyond }];
}
