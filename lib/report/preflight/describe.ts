import { AZURE_CLOUD_NAMES, CLOUD_NAMES } from "../../delegation/cloud.ts";
import { NOT_READ_SENTENCES, type NotReadCode } from "../../formats/snapshot/not-read.ts";
import type { PreflightFinding, ReasonCode, ReasonFacts } from "../../preflight/reasons.ts";

/** A finding in words. */
export interface DescribedFinding {
  /** What was found, as a sentence without its final period. */
  readonly line: string;
  /** What to do, in the imperative; undefined where there is nothing to do. */
  readonly fix: string | undefined;
}

type Words<C extends ReasonCode> = (facts: ReasonFacts[C]) => DescribedFinding;

/** Describes a finding. Texts of Azure and of definitions are not escaped yet. */
export function describeFinding({ code, facts }: PreflightFinding): DescribedFinding {
  // the table holds a function of exactly this code's facts
  const words = WORDS[code] as Words<typeof code>;
  return words(facts as never);
}

const good = (line: string): DescribedFinding => ({ line, fix: undefined });
const say = (line: string, fix: string): DescribedFinding => ({ line, fix });

const OWNER = "ask an Owner of the subscription";

const WORDS = {
  "signed-in": ({ tenantId }) => good(`signed in to tenant ${tenantId}`),
  "not-signed-in": ({ tenantId, problem }) =>
    say(`tenant ${tenantId}: ${because(problem)}`, `run: az login --tenant ${tenantId}`),
  "other-cloud": ({ cloud, signedInTo }) =>
    say(
      `the customer is in ${CLOUD_NAMES[cloud]}, and the sign-in is to ${CLOUD_NAMES[signedInTo]}`,
      `sign in to ${AZURE_CLOUD_NAMES[cloud]} with a configuration of its own (docs/fetch.md)`,
    ),
  application: () => good("an application, which is not a guest"),
  member: () => good("a user of the customer's tenant"),
  guest: ({ tenantId, homeTenant }) =>
    say(
      `a guest of tenant ${tenantId} (identity provider: ${homeTenant}); Azure refused guests in 2019, and may accept them today`,
      "where the deployment is refused, let a member of the tenant who is an Owner deploy",
    ),
  "account-unknown": ({ tenantId }) =>
    say(
      `the access token of tenant ${tenantId} does not say whose it is`,
      "sign in with Azure CLI or as an application, and run again",
    ),
  "in-tenant": ({ subscriptionId, name }) =>
    good(`${named(name)}${subscriptionId} is in the tenant, enabled`),
  "in-other-tenant": ({ subscriptionId, tenantId, definedTenantId }) =>
    say(
      `${subscriptionId} is in tenant ${tenantId}; the definition names ${definedTenantId}`,
      "correct tenantId or the subscription in the customer's definition",
    ),
  "not-enabled": ({ subscriptionId, state }) =>
    say(
      `${subscriptionId} is ${state}: Azure refuses changes`,
      "ask the customer to enable the subscription, or remove it from the definition",
    ),
  "close-to-disabled": ({ subscriptionId, state }) =>
    say(`${subscriptionId} is ${state}`, "ask the customer what is due; Azure may disable it"),
  "subscription-not-read": ({ subscriptionId, problem }) =>
    say(`${subscriptionId}: ${because(problem)}`, `check the id, and ${OWNER} for the role Reader at least`),
  "operations-allowed": ({ subscriptionId, operations }) =>
    good(`${subscriptionId}: all ${operations} operations of a deployment are allowed`),
  "operations-missing": ({ subscriptionId, operations }) =>
    say(
      `${subscriptionId}: not allowed: ${operations.join(", ")}`,
      `${OWNER} for the role Owner there, or to deploy`,
    ),
  "operations-conditional": ({ subscriptionId, operations }) =>
    say(
      `${subscriptionId}: allowed under a condition only: ${operations.join(", ")}`,
      `${OWNER} whether the condition of the role assignment lets delegations be written`,
    ),
  "permissions-not-read": ({ subscriptionId, problem }) =>
    say(`${subscriptionId}: ${because(problem)}`, `${OWNER} for the role Reader at least`),
  registered: ({ subscriptionId }) => good(`${subscriptionId}: Microsoft.ManagedServices is registered`),
  "will-be-registered": ({ subscriptionId, state }) =>
    good(`${subscriptionId}: Microsoft.ManagedServices is ${state}; the deployment registers it`),
  "not-registered": ({ subscriptionId, state }) =>
    say(
      `${subscriptionId}: Microsoft.ManagedServices is ${state}, and the deployment does not or may not register it`,
      `let a Contributor run: az provider register --namespace Microsoft.ManagedServices --subscription ${subscriptionId}`,
    ),
  "provider-not-read": ({ subscriptionId, problem }) =>
    say(`${subscriptionId}: ${because(problem)}`, `${OWNER} for the role Reader at least`),
  "tenants-differ": ({ offer, tenantId, cloud }) =>
    good(
      `offer ${offer}: managing tenant ${tenantId} is another tenant than the customer's, and both are in ${CLOUD_NAMES[cloud]}`,
    ),
  "same-tenant": ({ offer, tenantId, subscriptionId }) =>
    say(
      `offer ${offer}: managing tenant ${tenantId} is the tenant of ${subscriptionId ?? "the customer"}; Azure refuses that`,
      "name a customer's tenant that is not the managing one",
    ),
  "clouds-differ": ({ offer, cloud, customerCloud }) =>
    say(
      `offer ${offer}: the managing tenant is in ${CLOUD_NAMES[cloud]}, the customer in ${CLOUD_NAMES[customerCloud]}`,
      "offer it from a managing tenant in the customer's cloud",
    ),
  "nothing-in-the-way": ({ subscriptionId, definitions }) =>
    good(
      `${subscriptionId}: ${definitions === 0 ? "nothing is delegated yet" : `${definitions} registration definitions, none in the way`}`,
    ),
  "definition-exists": ({ subscriptionId, offer, registrationDefinitionId }) =>
    say(
      `${subscriptionId}: the registration definition of offer ${offer} exists already (${registrationDefinitionId})`,
      "where Terraform's state lacks it, fetch it and run keeper adopt; a deployment would fail",
    ),
  "offer-name-taken": ({ subscriptionId, scope, name, managingTenantId, registrationDefinitionId }) =>
    say(
      `${scope}: another delegation has the name ${JSON.stringify(name)} (${registrationDefinitionId}, managing tenant ${managingTenantId}); Azure allows one of a name at a scope`,
      `adopt it (keeper fetch --subscription ${subscriptionId}, keeper adopt), give this one another name, or let the customer remove it`,
    ),
  "grants-overlap": ({ registrationDefinitionId, grants }) =>
    say(
      `definition ${registrationDefinitionId} grants the same role to the same principal at the same scope: ${grants.map(({ principalId, roleDefinitionId, scope }) => `principal ${principalId}, role ${roleDefinitionId}, ${scope}`).join("; ")}`,
      "adopt it or leave the grant out: Azure may revoke both when one is removed",
    ),
  "delegations-not-read": ({ part, scope, problem }) =>
    say(`${part} of ${scope}: ${because(problem)}`, `${OWNER} for the role Reader at least`),
  "no-policy-denies": ({ subscriptionId, assignments }) =>
    good(`${subscriptionId}: ${assignments} policy assignments, none of which denies delegations`),
  "tenant-not-allowed": ({ assignmentId, name, tenantId }) =>
    say(
      `policy ${JSON.stringify(name)} denies managing tenant ${tenantId} (${assignmentId})`,
      `ask the customer to add ${tenantId} to listOfAllowedTenants of that assignment`,
    ),
  "policy-may-deny": ({ assignmentId, name, definitionId }) =>
    say(
      `policy ${JSON.stringify(name)} may deny delegations (${assignmentId})`,
      `read its rule: ${definitionId}; where it denies, ask the customer for an exemption`,
    ),
  "policies-not-read": ({ subscriptionId, problem }) =>
    say(`${subscriptionId}: ${because(problem)}`, `${OWNER} for the role Reader at least`),
  "policy-not-read": ({ name, definitionId, problem }) =>
    say(
      `policy ${JSON.stringify(name)}: its definition ${definitionId}: ${because(problem)}`,
      "ask the customer whether it denies Microsoft.ManagedServices/registrationDefinitions",
    ),
  "principals-exist": ({ tenantId, principals }) =>
    good(`all ${principals} principals exist in tenant ${tenantId}, each of its stated type`),
  "principal-missing": ({ tenantId, principalId, name }) =>
    say(
      `${named(name)}${principalId} does not exist in tenant ${tenantId}; Azure would accept it, and it would get no access`,
      "correct the object id in the offer's principals",
    ),
  "application-id": ({ principalId, name, servicePrincipalId }) =>
    say(
      `${named(name)}${principalId} is an application id, not an object id`,
      `name the object id of its service principal: ${servicePrincipalId}`,
    ),
  "app-registration": ({ principalId, name }) =>
    say(
      `${named(name)}${principalId} is the object id of an app registration; Azure refuses it`,
      "name the object id of the enterprise application (service principal)",
    ),
  "other-type": ({ principalId, name, stated, found }) =>
    say(
      `${named(name)}${principalId} is stated as ${stated}, and is ${found}`,
      "correct type or objectId in the offer's principals",
    ),
  "no-security-group": ({ principalId, name }) =>
    say(
      `${named(name)}${principalId} is not a security group; Azure Lighthouse accepts security groups only`,
      "name a security group",
    ),
  "principals-not-read": ({ tenantId, problem }) =>
    say(
      `directory of tenant ${tenantId}: ${because(problem)}`,
      `sign in as a member (az login --tenant ${tenantId} --allow-no-subscriptions), or give the application Directory.Read.All`,
    ),
  "licence-not-provable": ({ tenantId, eligible }) =>
    say(
      `${eligible} eligible authorizations need licences for Privileged Identity Management in tenant ${tenantId}`,
      "check in the managing tenant that a Microsoft Entra ID Governance licence covers their principals",
    ),
} satisfies { readonly [C in ReasonCode]: Words<C> };

function because(problem: NotReadCode): string {
  return `${NOT_READ_SENTENCES[problem]} (${problem})`;
}

function named(name: string): string {
  return name === "" ? "" : `${JSON.stringify(name)} `;
}
