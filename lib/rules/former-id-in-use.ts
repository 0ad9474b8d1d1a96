import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { own } from "../values/own.ts";
import type { ContextRule } from "./rule.ts";

/** LH062: a former id belonged to the same tenant. It is free, and only one customer claims it. */
export const formerIdInUse: ContextRule = {
  code: "LH062",
  kind: "former-id-in-use",
  severity: "error",
  judges: "context",
  title:
    "Every former id belonged to the same tenant, is the id of no customer now and the former id of only one",
  what: `\`formerId\` of a customer is the id of a defined customer (its own included), is also the \`formerId\` of another customer, or is in \`${LOCK_FILE}\` with another tenant.`,
  harm: "The former id names the Terraform state that this customer takes over. A state can be moved to one customer only. The other would lose its record of delegations, and these would stay in Azure without a stack to remove them.",
  fix: "Remove `formerId` where the customer has not changed its id, or once its state has been moved.",
  accept: "Never: a state belongs to one customer.",
  source: "This project's own: one state for each customer, kept under its id",
  *check({ customers, others, lock }) {
    const files = new Map(customers.map(({ value, file }) => [value.id, file]));
    const claimants = new Map<string, string>();
    for (const { value, file } of customers) {
      const { id, formerId, tenantId } = value;
      if (formerId === undefined) continue;
      const locked = own(lock, formerId);
      const owners: Owners = {
        current: files.get(formerId) ?? (others.has(formerId) ? `a file named ${formerId}` : undefined),
        first: claimants.get(formerId),
        stranger: locked?.tenantId === tenantId ? undefined : locked?.tenantId,
      };
      claimants.set(formerId, owners.first ?? id);
      const { current, first, stranger } = owners;
      if ([current, first, stranger].every((each) => each === undefined)) continue;
      yield {
        at: { file, path: ["formerId"] },
        problem: `Customer ${id} has the former id ${formerId}, ${whose(id, formerId, owners)}`,
        received: formerId,
        allowed: "an id that no customer has now and that only this customer had",
        fix: "remove `formerId`, or write the id that this customer had before",
        facts: {
          customer: id,
          formerId,
          definedIn: current ?? null,
          firstClaimant: first ?? null,
          tenantId: stranger ?? null,
        },
      };
    }
  },
};

interface Owners {
  readonly current: string | undefined;
  readonly first: string | undefined;
  readonly stranger: string | undefined;
}

function whose(id: string, formerId: string, { current, first, stranger }: Owners): string {
  if (id === formerId) return "which is its id now";
  if (current !== undefined) return `which is the id of the customer in ${current}`;
  if (first !== undefined) return `which customer ${first} has as its former id too`;
  return `which was a customer of another tenant (${stranger})`;
}
