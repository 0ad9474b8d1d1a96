// Fleets that are measured: fictional, deterministic, the same on every machine.
import { authorization, customerId, guidFor, ROLES } from "./estate-data.js";

/** The role that a change replaces in a plan of every customer, and the new one. */
export const CHANGED_ROLE = { from: "Monitoring Reader", to: "Monitoring Contributor" };

/** The offer that every customer takes, and that changes. */
export const CHANGED_OFFER = "managed-operations";

/** Every fleet by its name: offers, customers, and the format of customer files. */
const FLEETS = {
  /** Customers differ in nothing but ids and plain names: one subscription, one plan for all. */
  plain: (customers) => ({
    format: "json",
    offers: [offer(CHANGED_OFFER, { standard: authorizations(10) })],
    customers: each(customers, plainCustomer),
  }),
  /** Names in several scripts, tags, one to eight subscriptions, resource groups, three offers, own plans. */
  realistic: (customers) => ({
    format: "yaml",
    offers: offers(each(customers, (index) => index).filter(hasOwnPlan)),
    customers: each(customers, (index) => realisticCustomer(index, hasOwnPlan(index))),
  }),
  /** The realistic fleet, where every customer has a plan of its own: no two have the same access. */
  distinct: (customers) => ({
    format: "yaml",
    offers: offers(each(customers, (index) => index)),
    customers: each(customers, (index) => realisticCustomer(index, true)),
  }),
};

/** A fleet of so many customers. */
export function fleet(name, customers) {
  return FLEETS[name](customers);
}

function each(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}

function plainCustomer(index) {
  return {
    id: customerId(index),
    name: `Customer ${index}`,
    tenantId: guidFor("tenant", index),
    subscriptions: { production: guidFor("subscription", index) },
    delegations: [
      { offer: CHANGED_OFFER, plan: "standard", version: "1.0.0", scopes: [{ subscription: "production" }] },
    ],
  };
}

const NAMES = [
  (index) => `Müller & Söhne ${index} GmbH`,
  (index) => `株式会社サンプル ${index}`,
  (index) => `O'Brien "Retail" ${index} Ltd.`,
  (index) => `Łódź Logistyka ${index} S.A.`,
  (index) => `Société Générique ${index} & Cie`,
];
const SUBSCRIPTIONS = ["produktion", "staging", "data", "netz", "backup", "identity", "sandbox", "archive"];
/** How many subscriptions a customer has, by the last digit of its number. */
const COUNTS = [1, 1, 1, 1, 2, 2, 3, 3, 4, 8];

function hasOwnPlan(index) {
  return index % 10 === 3;
}

function realisticCustomer(index, ownPlan) {
  const id = customerId(index);
  const names = SUBSCRIPTIONS.slice(0, COUNTS[index % COUNTS.length]);
  const [first, ...others] = names;
  const plan = ownPlan ? `own-${id}` : pick(index, "plan", ["standard", "premium", "essential"]);
  const groups = [`rg-${id}-web`, `rg-${id}-daten`];
  const inGroups = pick(index, "groups", [true, false, false, false, false]);
  const start = inGroups ? { subscription: first, resourceGroups: groups } : { subscription: first };
  const scopes = [start, ...others.map((subscription) => ({ subscription }))];
  const whole = names.map((subscription) => ({ subscription }));
  return {
    id,
    name: NAMES[index % NAMES.length](index),
    tenantId: guidFor("tenant", index),
    tags: { contract: `Vertrag-${index}`, segment: pick(index, "segment", ["Öffentlich", "Handel", "製造"]) },
    subscriptions: Object.fromEntries(names.map((name) => [name, guidFor(`subscription ${name}`, index)])),
    delegations: [
      { offer: CHANGED_OFFER, plan, version: "1.0.0", scopes },
      ...(!inGroups && pick(index, "security", [true, false, false])
        ? [{ offer: "security", plan: "watch", version: "1.0.0", scopes: whole }]
        : []),
      ...(!inGroups && pick(index, "costs", [true, false, false, false])
        ? [{ offer: "costs", plan: "insight", version: "1.0.0", scopes: [{ subscription: first }] }]
        : []),
    ],
  };
}

/** One of several values, by chance but always the same for a customer and a purpose. */
function pick(index, purpose, values) {
  return values[Number.parseInt(guidFor(purpose, index).slice(0, 8), 16) % values.length];
}

function offers(withOwnPlans) {
  const own = withOwnPlans.map((index) => [
    `own-${customerId(index)}`,
    [...authorizations(10), authorization(20 + index, "Backup Reader")],
  ]);
  return [
    offer(CHANGED_OFFER, {
      standard: authorizations(10),
      premium: authorizations(14),
      essential: authorizations(8),
      ...Object.fromEntries(own),
    }),
    offer("security", { watch: [...authorizations(2, 12), authorization(12, "Security Reader")] }),
    offer("costs", { insight: [...authorizations(2, 13), authorization(13, "Cost Management Reader")] }),
  ];
}

/** An offer; every plan has one version. */
function offer(id, plans) {
  return {
    id,
    name: `Benchmark ${id}`,
    description: "The provider runs the Azure resources of this subscription.",
    plans,
  };
}

/** `count` standing authorizations: the first group has the roles in their order, further groups have Reader. */
function authorizations(count, first = 0) {
  const roles = ROLES.slice(0, count).map(([role]) => authorization(first, role));
  return [...roles, ...each(count - roles.length, (index) => authorization(index + 1, "Reader"))];
}
