import { quoted, yaml } from "./template-text.ts";

/*
 * Starting files of customers. What has to be filled in stands in angle brackets, as in those of offers.
 */

/** An offer that a customer takes, in a starting file. */
export interface DelegationStart {
  readonly offer: string;
  /** Name of the offer's module, from the folder of customers. Undefined for an offer as data. */
  readonly module: string | undefined;
  readonly plan: string;
  readonly version: string;
  readonly scopes: readonly ScopeStart[];
}

/** A scope in a starting file: a whole subscription, or resource groups of it. */
export interface ScopeStart {
  readonly subscription: string;
  readonly resourceGroups: readonly string[];
}

/** What a starting file of a customer says. What is undefined has to be filled in. */
export interface CustomerStart {
  readonly id: string;
  readonly name: string | undefined;
  readonly tenantId: string | undefined;
  readonly deployedBy: "provider" | "customer" | undefined;
  /** Ids of subscriptions by a name for each. Empty where they have to be filled in. */
  readonly subscriptions: Readonly<Record<string, string>>;
  /** Empty where nothing is taken yet: then `example` stands there as a comment. */
  readonly delegations: readonly DelegationStart[];
  /** An offer of the estate, to show how one is taken. */
  readonly example: DelegationStart;
}

/** The example where the estate has no offer yet. */
export const NO_OFFER_YET: DelegationStart = {
  offer: "my-offer",
  module: "../offers/my-offer.ts",
  plan: "standard",
  version: "1.0.0",
  scopes: [],
};

/** A starting file for a customer in TypeScript. */
export function customerTemplate(customer: CustomerStart): string {
  const taken = customer.delegations.length > 0 ? customer.delegations : [customer.example];
  const isTaken = customer.delegations.length > 0;
  const modules = new Map(
    taken.flatMap(({ offer, module }) => (module === undefined ? [] : [[offer, module]])),
  );
  const names = modules.size > 0 ? ["defineCustomer", "defineDelegation"] : ["defineCustomer"];
  const imports = [...modules].map(([offer, module]) => `import ${variable(offer)} from ${quoted(module)};`);
  const head = isTaken
    ? [`import { ${names.join(", ")} } from "azure-lighthouse-keeper";`, ...imports]
    : [
        'import { defineCustomer } from "azure-lighthouse-keeper";',
        ...commented([
          ...names.slice(1).map((name) => `import { ${name} } from "azure-lighthouse-keeper";`),
          ...imports,
        ]),
      ];
  const delegations = taken.flatMap(delegationLines);
  return `${head.join("\n")}

export default defineCustomer({
  // the stack's name and the state's key: to change it later, name the old one as formerId
  id: ${quoted(customer.id)},
  name: ${quoted(customer.name ?? NAME)},
  tenantId: ${quoted(customer.tenantId ?? TENANT)},
  // "public" (the default), "usGovernment" or "china"
  cloud: "public",
${customer.deployedBy === "customer" ? `  // the customer applies the stack: no pipeline of yours does\n  deployedBy: "customer",\n` : ""}  // your names for the customer's subscriptions; a listed subscription keeps its provider, delegated or not
  subscriptions: {
${subscriptionsOf(customer)
  .map(([name, id]) => `    ${key(name)}: ${quoted(id)},\n`)
  .join("")}  },
  // what the customer took, and on what; an empty list of scopes delegates nothing yet
  delegations: [
${(isTaken ? delegations : commented(delegations)).map((line) => `    ${line}\n`).join("")}  ],
});
`;
}

const NAME = "<the customer's name>";
const TENANT = "<the customer's tenant id>";

function subscriptionsOf({ subscriptions }: CustomerStart): readonly (readonly [string, string])[] {
  const listed = Object.entries(subscriptions);
  return listed.length > 0 ? listed : [["production", "<subscription id>"]];
}

function delegationLines({ offer, module, plan, version, scopes }: DelegationStart): string[] {
  const [open, close] =
    module === undefined
      ? [`{ offer: ${quoted(offer)},`, "},"]
      : [`defineDelegation(${variable(offer)}, {`, "}),"];
  return [
    open,
    `  plan: ${quoted(plan)},`,
    `  version: ${quoted(version)},`,
    "  scopes: [",
    ...(scopes.length === 0 ? EXAMPLE_SCOPES : scopes.map(scopeLine)).map((line) => `    ${line}`),
    "  ],",
    close,
  ];
}

const EXAMPLE_SCOPES = [
  '{ subscription: "production" }, // the whole subscription',
  "// or only some resource groups of it:",
  '// { subscription: "production", resourceGroups: ["rg-app", "rg-data"] },',
];

function scopeLine({ subscription, resourceGroups }: ScopeStart): string {
  const groups =
    resourceGroups.length === 0 ? "" : `, resourceGroups: [${resourceGroups.map(quoted).join(", ")}]`;
  return `{ subscription: ${quoted(subscription)}${groups} },`;
}

function commented(lines: readonly string[]): string[] {
  return lines.map((line) => `// ${line}`);
}

/** Variable of an offer's module: its id in camel case. Unique for each id, and never a reserved word of JavaScript. */
function variable(offer: string): string {
  const name = offer.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()).replaceAll("-", "_");
  return `${name}Offer`;
}

function key(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== "__proto__" ? name : quoted(name);
}

/**
 * A starting file for a customer as data.
 *
 * @param schema path from the file to the JSON Schema of customers
 */
export function customerYamlTemplate(customer: CustomerStart, schema: string): string {
  const isTaken = customer.delegations.length > 0;
  const delegations = (isTaken ? customer.delegations : [customer.example]).flatMap(delegationYaml);
  return `# yaml-language-server: $schema=${schema}

# the stack's name and the state's key: to change it later, name the old one as formerId
id: ${yaml(customer.id)}
name: ${yaml(customer.name ?? NAME)}
tenantId: ${yaml(customer.tenantId ?? TENANT)}
# public (the default), usGovernment or china
cloud: public
${customer.deployedBy === "customer" ? "# the customer applies the stack: no pipeline of yours does\ndeployedBy: customer\n" : ""}# your names for the customer's subscriptions; a listed subscription keeps its provider, delegated or not
subscriptions:
${subscriptionsOf(customer)
  .map(([name, id]) => `  ${yaml(name)}: ${yaml(id)}\n`)
  .join("")}# what the customer took, and on what; an empty list of scopes delegates nothing yet
${isTaken ? "delegations:\n" : "delegations: []\n"}${(isTaken ? delegations : delegations.map((line) => `#${line}`)).map((line) => `${line}\n`).join("")}`;
}

function delegationYaml({ offer, plan, version, scopes }: DelegationStart): string[] {
  return [
    `  - offer: ${yaml(offer)}`,
    `    plan: ${yaml(plan)}`,
    `    version: ${yaml(version)}`,
    "    scopes:",
    ...(scopes.length === 0 ? EXAMPLE_SCOPES_IN_YAML : scopes.flatMap(scopeYaml)),
  ];
}

const EXAMPLE_SCOPES_IN_YAML = [
  "      - subscription: production # the whole subscription",
  "      # or only some resource groups of it:",
  "      # - subscription: production",
  "      #   resourceGroups: [rg-app, rg-data]",
];

function scopeYaml({ subscription, resourceGroups }: ScopeStart): string[] {
  const groups =
    resourceGroups.length === 0 ? [] : [`        resourceGroups: [${resourceGroups.map(quoted).join(", ")}]`];
  return [`      - subscription: ${yaml(subscription)}`, ...groups];
}
