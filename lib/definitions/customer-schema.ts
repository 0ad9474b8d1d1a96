import * as z from "zod";
import type { Customer } from "../delegation/customer.ts";
import type { SignIn } from "../delegation/estate-defaults.ts";
import { failed, success } from "../values/result.ts";
import { accepts, cloud, guid, id, line, resourceGroupName, version } from "./primitives.ts";
import { type Parsed, type Problem, showValue } from "./problem.ts";
import { protoKeys } from "./proto-keys.ts";
import { readProblems } from "./read-problems.ts";

/** How Terraform signs in. */
export const signIn: z.ZodType<SignIn, SignIn> = z.discriminatedUnion(
  "method",
  [
    z.strictObject({ method: z.literal("azureCli") }),
    z.strictObject({ method: z.literal("oidc"), clientId: guid }),
  ],
  '{ method: "azureCli" } or { method: "oidc", clientId }',
);

const resourceGroup = z.union(
  [resourceGroupName, z.strictObject({ name: resourceGroupName, registrationAssignmentId: guid })],
  "a resource group's name, or { name, registrationAssignmentId }: 1 to 90 letters, digits and -_.(), no last period",
);

const scope = z.strictObject({
  subscription: id.describe("A name from `subscriptions`."),
  resourceGroups: z
    .array(resourceGroup, "a list of resource groups")
    .min(1, "at least one resource group; leave resourceGroups out to delegate the whole subscription")
    .optional()
    .describe("Only these resource groups; without it, the whole subscription."),
  registrationDefinitionId: guid
    .optional()
    .describe("GUID of a registration definition that exists already: it is imported."),
  registrationAssignmentId: guid
    .optional()
    .describe("GUID of the existing assignment of the whole subscription: it is imported."),
});

const delegation = z.strictObject({
  offer: id.describe("The id of an offer in `offers/`."),
  plan: id.describe("The id of one of the offer's plans."),
  version: version.describe("A version of that plan, n.n.n."),
  scopes: z
    .array(scope, "a list of scopes; empty where nothing is delegated yet")
    .describe("What is delegated; empty where nothing is delegated yet."),
});

const customerSchema = z
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
    signIn: signIn
      .optional()
      .describe("How Terraform signs in to this customer; without it, as the estate says."),
    delegations: z
      .array(delegation, "a list of delegations; empty where no offer was taken")
      .describe("Which offers the customer took, in which plan and version, on what."),
    accepts: accepts.describe("Warnings that have been looked at, each with the reason for accepting it."),
  })
  .meta({
    title: "Customer of a Lighthouse Keeper estate",
    description: "A customer in YAML or JSON: a file directly in customers/.",
  });

/** Reads a customer from what a definition file holds; collects every problem. */
export function parseCustomer(input: unknown): Parsed<Customer> {
  const result = customerSchema.safeParse(input);
  if (!result.success) return failed(readProblems(result.error, input));
  const { $schema: _, ...customer } = result.data;
  const problems = [...protoKeys(input), ...misplacedPins(customer.delegations)];
  if (problems.length > 0) return failed(problems);
  return success(withGroupNames(customer) as Customer);
}

/** The JSON Schema (draft 2020-12) of a customer in a data file. */
export function customerJsonSchema(): object {
  return z.toJSONSchema(customerSchema, { io: "input" });
}

type Read = z.output<typeof customerSchema>;

function withGroupNames(customer: Omit<Read, "$schema">): unknown {
  return {
    ...customer,
    delegations: customer.delegations.map((each) => ({
      ...each,
      scopes: each.scopes.map(({ resourceGroups, ...rest }) => ({
        ...rest,
        ...(resourceGroups === undefined
          ? {}
          : {
              resourceGroups: resourceGroups.map((group) =>
                typeof group === "string" ? { name: group } : group,
              ),
            }),
      })),
    })),
  };
}

/** An assignment's GUID belongs to one assignment: beside resource groups it would be nobody's. */
function misplacedPins(delegations: Read["delegations"]): Problem[] {
  return delegations.flatMap((each, index) =>
    each.scopes.flatMap((part, position) =>
      part.resourceGroups === undefined || part.registrationAssignmentId === undefined
        ? []
        : [
            {
              path: ["delegations", index, "scopes", position, "registrationAssignmentId"],
              problem: "names an assignment of the whole subscription, but resource groups are delegated",
              received: showValue(part.registrationAssignmentId),
              allowed: "registrationAssignmentId beside each resource group's name",
            },
          ],
    ),
  );
}
