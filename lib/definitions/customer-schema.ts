import { z } from "zod";
import type { Customer } from "../delegation/customer.ts";
import type { SignIn } from "../delegation/estate-defaults.ts";
import { accepts, cloud, guid, id, line, resourceGroupName, version } from "./primitives.ts";
import { type Parsed, type Problem, showValue } from "./problem.ts";
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
  subscription: id,
  resourceGroups: z
    .array(resourceGroup, "a list of resource groups")
    .min(1, "at least one resource group; leave resourceGroups out to delegate the whole subscription")
    .optional(),
  registrationDefinitionId: guid.optional(),
  registrationAssignmentId: guid.optional(),
});

const delegation = z.strictObject({
  offer: id,
  plan: id,
  version,
  scopes: z.array(scope, "a list of scopes; empty where nothing is delegated yet"),
});

const customerSchema = z.strictObject({
  $schema: z.string().optional(),
  id,
  formerId: id.optional(),
  name: line,
  tenantId: guid,
  cloud: cloud.default("public"),
  tags: z.record(line, line, "a map of text to text").default({}),
  subscriptions: z.record(id, guid, "a map of names to subscription ids"),
  signIn: signIn.optional(),
  delegations: z.array(delegation, "a list of delegations; empty where no offer was taken"),
  accepts,
});

/** Reads a customer from what a definition file holds; collects every problem. */
export function parseCustomer(input: unknown): Parsed<Customer> {
  const result = customerSchema.safeParse(input);
  if (!result.success) return { ok: false, problems: readProblems(result.error, input) };
  const { $schema: _, ...customer } = result.data;
  const problems = misplacedPins(customer.delegations);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: withGroupNames(customer) as Customer };
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
