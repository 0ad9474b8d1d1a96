import type { Customer } from "../delegation/customer.ts";
import { isFitting } from "../delegation/deviate.ts";
import { allowCommand, DEVIATIONS_FOLDER, type Deviation } from "../delegation/deviation.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { Registration } from "../delegation/registration.ts";
import { isResolvable } from "../delegation/resolvable.ts";
import { offerAt } from "../delegation/revocation.ts";
import { scopeId } from "../delegation/scope.ts";
import type { Path } from "../values/path.ts";
import { type Estate, findOffer, type Located, offersById } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { ContextRule } from "./rule.ts";

/** LH088: every deviation is one from what is defined today. */
export const deviationNotFitting: ContextRule = {
  code: "LH088",
  kind: "deviation-not-fitting",
  severity: "error",
  judges: "context",
  title: `Every deviation in \`${DEVIATIONS_FOLDER}/\` is one from what the estate defines today, and the only one of its delegation`,
  what: "A deviation names a customer, a subscription or an offer that is not delegated there; or the definition has changed since the deviation was allowed; or the deviation has scopes that the definition does not have; or another file is about the same delegation.",
  harm: "It is not known what is to be written: what Azure had when the deviation was allowed, or what is defined now. The one could bring back access that was taken away, the other could take away access that was allowed.",
  fix: `Remove the file: then the definition is written. Or look at Azure again (\`keeper fetch\`), and allow what it has now with \`${allowCommand("<customer>")}\`.`,
  accept: "Never: a deviation without its definition allows nothing.",
  source: "This project's own: the form of deviations",
  *check(estate) {
    const seen = new Map<string, string>();
    for (const each of estate.deviations) {
      const { customer, subscriptionId, offer } = each.value;
      const key = JSON.stringify([customer, subscriptionId, offer]);
      const other = seen.get(key);
      seen.set(key, each.file);
      const misfit = other === undefined ? misfitOf(each.value, estate) : twice(other);
      if (misfit !== undefined) yield breach(each, misfit);
    }
  },
};

interface Misfit extends Pick<Breach, "problem" | "received" | "allowed"> {
  readonly path: Path;
}

function breach({ file, value }: Located<Deviation>, { path, ...rest }: Misfit): Breach {
  const { customer, subscriptionId, offer } = value;
  return {
    at: { file, path },
    ...rest,
    fix: `remove the file, or allow what Azure has now: \`${allowCommand(customer)}\``,
    facts: { customer, subscriptionId, offer },
  };
}

function twice(other: string): Misfit {
  return {
    path: ["offer"],
    problem: `the deviation is about the same delegation as ${other}`,
    received: "a second deviation of the delegation",
    allowed: "one deviation for each offer on a subscription",
  };
}

function misfitOf(deviation: Deviation, estate: Estate): Misfit | undefined {
  const { customer: id, subscriptionId, offer: offerId } = deviation;
  const customer = estate.customers.find(({ value }) => value.id === id)?.value;
  // a customer that was not selected is not judged, and one that cannot be read has findings of its own
  if (customer === undefined) return isUnread(id, estate) ? undefined : unknownCustomer(id);
  const offer = findOffer(estate, offerId)?.value;
  const registration = offer && registrationOf(customer, deviation, estate);
  if (registration === "unknown") return undefined;
  if (offer === undefined || registration === undefined) return notDelegated(deviation);
  if (!isFitting(registration, deviation, { offer: offerAt(customer, offer) }))
    return changedDefinition(deviation);
  const defined = new Set(registration.assignments.map(({ scope }) => scopeId(scope)));
  const more = deviation.azure.scopes.filter((scope) => !defined.has(scope));
  return more.length === 0 ? undefined : moreScopes(subscriptionId, more);
}

function isUnread(id: string, { isComplete, others, unreadable }: Estate): boolean {
  return !isComplete || others.has(id) || unreadable.some(({ at }) => at.file.startsWith(`customers/${id}.`));
}

/** The registration as defined; `unknown` where its customer's references have findings of their own. */
function registrationOf(
  customer: Customer,
  { subscriptionId, offer }: Deviation,
  estate: Estate,
): Registration | "unknown" | undefined {
  const offers = offersById(estate);
  if (!isResolvable(customer, offers, estate.catalogue)) return "unknown";
  return registerCustomer({ ...customer, deviations: [] }, offers, estate.catalogue)
    .find(({ id }) => id === subscriptionId)
    ?.registrations.find(({ definition }) => definition.offerId === offer);
}

function unknownCustomer(id: string): Misfit {
  return {
    path: ["customer"],
    problem: `no file in customers/ defines the customer ${JSON.stringify(id)}`,
    received: id,
    allowed: "the id of a customer",
  };
}

function notDelegated({ subscriptionId, offer }: Deviation): Misfit {
  return {
    path: ["offer"],
    problem: `the customer does not delegate the offer ${offer} on the subscription ${subscriptionId}`,
    received: `${offer} on ${subscriptionId}`,
    allowed: "an offer and a subscription of the customer's delegations",
  };
}

function changedDefinition({ offer }: Deviation): Misfit {
  return {
    path: ["defined"],
    problem: `the definition of ${offer} is another one than when the deviation was allowed`,
    received: "a deviation from an older definition",
    allowed: "a deviation from what is defined today",
  };
}

function moreScopes(subscriptionId: string, more: readonly string[]): Misfit {
  return {
    path: ["azure", "scopes"],
    problem: `the deviation has scopes on ${subscriptionId} that are not defined: ${more.join(", ")}`,
    received: more.join(", "),
    allowed: "scopes of the definition: a deviation cannot delegate more of a subscription",
  };
}
