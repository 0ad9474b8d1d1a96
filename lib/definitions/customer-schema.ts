import * as z from "zod";
import type { Customer, DelegatedResourceGroup, DelegatedScope } from "../delegation/customer.ts";
import type { CustomerSignIn, SignIn } from "../delegation/estate-defaults.ts";
import type { Read } from "../documents/problem.ts";
import type { Guid } from "../values/guid.ts";
import { success } from "../values/result.ts";
import { schemaId } from "../values/schema-id.ts";
import {
  acceptanceDemand,
  accepts,
  cloud,
  guid,
  id,
  line,
  lines,
  planId,
  resourceGroupName,
  revocation,
  version,
} from "./primitives.ts";
import { readDefinition } from "./read-definition.ts";

const azureCli = z.strictObject({ method: z.literal("azureCli").describe("As az login did.") });

const oidc = z.strictObject({
  method: z.literal("oidc").describe("By OpenID Connect, as a pipeline does."),
  clientId: guid.describe("Client id of the application in the tenant that is signed in to."),
});

/** How Terraform signs in. */
export const signIn: z.ZodType<SignIn, SignIn> = z.discriminatedUnion(
  "method",
  [azureCli, oidc],
  '{ method: "azureCli" } or { method: "oidc", clientId }',
);

const otherTenant = {
  tenantId: guid
    .optional()
    .describe(
      "The tenant to sign in to where the customer deploys itself, such as the managing one; without it, the customer's.",
    ),
};

/** How Terraform signs in for one customer. */
const customerSignIn: z.ZodType<CustomerSignIn, CustomerSignIn> = z.discriminatedUnion(
  "method",
  [azureCli.extend(otherTenant), oidc.extend(otherTenant)],
  '{ method: "azureCli" } or { method: "oidc", clientId }, with a tenantId where the customer deploys itself',
);

const resourceGroup = z.union(
  [
    resourceGroupName.transform((name): DelegatedResourceGroup => ({ name })),
    z.strictObject({
      name: resourceGroupName.describe("The name of the resource group."),
      registrationAssignmentId: guid.describe("GUID of its assignment, such as of one that exists already."),
    }),
  ],
  "a resource group's name, or { name, registrationAssignmentId }: 1 to 90 letters, digits and -_.(), no last period",
);

/** The GUIDs that a scope names. */
function pins(part: Omit<DelegatedScope, "subscription" | "import">): Guid[] {
  const groups = (part.resourceGroups ?? []).map((group) => group.registrationAssignmentId);
  return [part.registrationDefinitionId, part.registrationAssignmentId, ...groups].flatMap((id) => id ?? []);
}

const scope = z
  .strictObject({
    subscription: id.describe("A name from `subscriptions`."),
    resourceGroups: z
      .array(resourceGroup, "a list of resource groups")
      .min(1, "at least one resource group; leave resourceGroups out to delegate the whole subscription")
      .optional()
      .describe("Only these resource groups; without it, the whole subscription."),
    registrationDefinitionId: guid
      .optional()
      .describe("GUID of the registration definition, such as of one that exists already."),
    registrationAssignmentId: guid
      .optional()
      .describe("GUID of the assignment of the whole subscription, such as of one that exists already."),
    import: z
      .literal(true, "true; leave import out where nothing is to be imported")
      .optional()
      .describe("Import what has a GUID here: it exists in Azure, and not in Terraform's state yet."),
  })
  .refine(({ import: imports, ...part }) => imports !== true || pins(part).length > 0, {
    path: ["import"],
    error: "import beside at least one GUID of what exists",
    params: { problem: "names nothing to import" },
  })
  // an assignment's GUID belongs to one assignment: beside resource groups it would be of none of them
  .refine((part) => part.resourceGroups === undefined || part.registrationAssignmentId === undefined, {
    path: ["registrationAssignmentId"],
    error: "registrationAssignmentId beside each resource group's name",
    params: {
      problem: "names an assignment of the whole subscription, but resource groups are delegated",
    },
  });

const delegation = z.strictObject({
  offer: id.describe("The id of an offer in `offers/`."),
  plan: planId.describe("The id of one of the offer's plans."),
  version: version.describe("A version of that plan, n.n.n."),
  name: line.optional().describe("The title that this customer sees; without it, the offer's name."),
  description: lines
    .optional()
    .describe("The text below the title that this customer sees; without it, the offer's description."),
  scopes: z
    .array(scope, "a list of scopes; empty where nothing is delegated yet")
    .describe("What is delegated; empty where nothing is delegated yet."),
});

/** A customer, as an author writes it. */
export const customerSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: id.describe("Never changes, or names its `formerId`: the stack's name and the state's key."),
    formerId: id.optional().describe("The id before a change; keeper synth prints how to move the state."),
    name: line.describe("The customer's name, for people."),
    tenantId: guid.describe("The customer's Microsoft Entra tenant."),
    cloud: cloud.default("public").describe("The cloud of the customer's tenant."),
    tags: z
      .record(line, line, "a map of text to text")
      .default({})
      .describe("Free facts, kept as a comment."),
    subscriptions: z
      .record(id, guid, "a map of names to subscription ids")
      .describe("Subscription ids by your name for them. A listed one keeps its provider, delegated or not."),
    signIn: customerSignIn
      .optional()
      .describe("How Terraform signs in to this customer; without it, as the estate says."),
    deployedBy: z
      .enum(["provider", "customer"])
      .default("provider")
      .describe("Who applies the stack. The pipelines never apply one of a customer that deploys itself."),
    acceptance: acceptanceDemand
      .optional()
      .describe("Whether the gate refuses more access than was accepted; without it, as the estate says."),
    delegations: z
      .array(delegation, "a list of delegations; empty where no offer was taken")
      .describe("Which offers the customer took, in which plan and version, on what."),
    revoked: z
      .array(
        z.strictObject({
          objectId: guid.describe("Object id of the principal in the managing tenant."),
          ...revocation,
        }),
        "a list of { objectId, since, reason }",
      )
      .optional()
      .describe(
        "Principals that hold and approve nothing at this customer; elsewhere they keep what they have.",
      ),
    accepts: accepts.describe("Warnings that have been looked at, each with the reason for accepting it."),
  })
  // a managing tenant's identity cannot write delegations: a provider that deploys would find out in the middle
  .refine(({ signIn, deployedBy }) => signIn?.tenantId === undefined || deployedBy === "customer", {
    path: ["signIn", "tenantId"],
    error: 'tenantId beside deployedBy: "customer", where the provider plans imports only',
    params: { problem: "names a tenant to sign in to, though the provider deploys" },
  })
  .meta({
    title: "Customer of a Lighthouse Keeper estate",
    description: "A customer in YAML or JSON: a file directly in customers/.",
  });

/** Reads a customer from what a definition file holds; collects every problem. */
export function parseCustomer(input: unknown): Read<Customer> {
  const read = readDefinition(customerSchema, input);
  if (!read.ok) return read;
  const { $schema: _, ...customer } = read.value;
  return success(customer);
}

/** The JSON Schema (draft 2020-12) of a customer in a data file. */
export function customerJsonSchema(): object {
  return { $id: schemaId("customer"), ...z.toJSONSchema(customerSchema, { io: "input" }) };
}
