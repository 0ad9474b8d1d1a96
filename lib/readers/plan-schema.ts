import { z } from "zod";
import { assignmentValues, definitionValues } from "./lighthouse-values.ts";

/*
 * What `terraform show -json <plan>` prints (Terraform: JSON Output Format, format version 1.x), as far as a plan of a
 * keeper stack can have it. A part that is not here is refused: modules, variables, provisioners, other resources,
 * `forget`, deferred changes.
 */

/** Terraform's own name for azurerm, and OpenTofu's. */
export const AZURERM = [
  "registry.terraform.io/hashicorp/azurerm",
  "registry.opentofu.org/hashicorp/azurerm",
] as const;

const azurerm = z.enum(AZURERM, "is not hashicorp/azurerm");
const formatVersion = z.string().regex(/^1\.\d+$/, "is a format version that is not known");
const anything = z.json();

const actions = z.union(
  [
    z.tuple([z.enum(["no-op", "create", "update", "delete", "read"])]),
    z.tuple([z.literal("delete"), z.literal("create")]),
    z.tuple([z.literal("create"), z.literal("delete")]),
  ],
  "is an action that is not known",
);

const change = <T extends z.ZodType>(values: T) =>
  z.strictObject({
    actions,
    before: values.nullable(),
    after: values.nullable(),
    after_unknown: anything.optional(),
    before_sensitive: anything.optional(),
    after_sensitive: anything.optional(),
    replace_paths: anything.optional(),
    importing: z.strictObject({ id: z.string() }).optional(),
  });

const resource = <T extends string, V extends z.ZodType>(type: T, values: V) =>
  z.strictObject({
    address: z.string(),
    previous_address: z.string().optional(),
    mode: z.literal("managed"),
    type: z.literal(type),
    name: z.string(),
    provider_name: azurerm,
    change: change(values),
    action_reason: z.string().optional(),
  });

// what is not known yet is left out of the values, so everything may be missing here; the reader then asks for it
const resourceChange = z.discriminatedUnion("type", [
  resource("azurerm_lighthouse_definition", definitionValues.partial()),
  resource("azurerm_lighthouse_assignment", assignmentValues.partial()),
  z.strictObject({
    address: z.string(),
    mode: z.literal("data"),
    type: z.literal("azurerm_subscription"),
    name: z.string(),
    provider_name: azurerm,
    change: change(z.record(z.string(), anything)),
    action_reason: z.string().optional(),
  }),
]);

/** A change of one resource, or the reading of a guard. */
export type ResourceChange = z.infer<typeof resourceChange>;

const expressions = z.record(z.string(), anything);

/** Where a provider goes, and as whom; an endpoint of somebody's own is not among it. */
const providerExpressions = z
  .strictObject({
    environment: anything,
    features: anything,
    resource_provider_registrations: anything,
    resource_providers_to_register: anything,
    subscription_id: anything,
    tenant_id: anything,
    partner_id: anything,
    use_cli: anything,
    use_oidc: anything,
    client_id: anything,
  })
  .partial();

const configuredResource = z.strictObject({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.enum(["azurerm_lighthouse_definition", "azurerm_lighthouse_assignment", "azurerm_subscription"]),
  name: z.string(),
  provider_config_key: z.string(),
  expressions: expressions.optional(),
  schema_version: z.number(),
  depends_on: z.array(z.string()).optional(),
});

const configuration = z.strictObject({
  provider_config: z
    .record(
      z.string(),
      z.strictObject({
        name: z.literal("azurerm"),
        full_name: azurerm,
        alias: z.string().optional(),
        version_constraint: z.string().optional(),
        expressions: providerExpressions.optional(),
      }),
    )
    .optional(),
  root_module: z.strictObject({
    outputs: z
      .strictObject({ registration_assignments: anything, registration_definitions: anything })
      .partial()
      .optional(),
    resources: z.array(configuredResource).optional(),
  }),
});

const plannedValues = z.strictObject({
  outputs: z.record(z.string(), anything).optional(),
  root_module: z.strictObject({ resources: anything.optional() }),
});

const priorState = z.strictObject({
  format_version: formatVersion,
  terraform_version: z.string(),
  values: plannedValues.optional(),
});

/** A plan of a keeper stack, whole. */
export const planSchema = z.strictObject({
  format_version: formatVersion,
  terraform_version: z.string(),
  planned_values: plannedValues,
  resource_changes: z.array(resourceChange).optional(),
  resource_drift: z.array(resourceChange).optional(),
  output_changes: z
    .record(z.enum(["registration_assignments", "registration_definitions"]), anything)
    .optional(),
  prior_state: priorState.optional(),
  configuration,
  relevant_attributes: anything.optional(),
  checks: z.array(z.looseObject({ status: z.literal("pass", "is a check that did not pass") })).optional(),
  timestamp: z.string().optional(),
  applyable: z.boolean(),
  complete: z.literal(true, "is a plan that leaves something out"),
  errored: z.literal(false, "is a plan that failed"),
});

/** A plan of which every part is known. */
export type PlanDocument = z.infer<typeof planSchema>;
