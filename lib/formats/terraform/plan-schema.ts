import * as z from "zod";
import { withinKnownVersions } from "../../delegation/azurerm-versions.ts";
import { guidSchema } from "../../documents/guid-schema.ts";
import { assignmentValues, definitionValues } from "../azurerm/lighthouse-values.ts";

/*
 * Output of `terraform show -json <plan>` (Terraform: JSON Output Format, format version 1.x), limited to plans of keeper
 * stacks. Other parts are refused: modules, variables, provisioners, other resources, `forget`, deferred changes, several
 * instances of a resource. Ignored parts (`anything`) repeat values that are read elsewhere, or concern display.
 */

/** Terraform's own name for azurerm, and OpenTofu's. */
const AZURERM = [
  "registry.terraform.io/hashicorp/azurerm",
  "registry.opentofu.org/hashicorp/azurerm",
] as const;

/** Values of a guard: the subscription that it reads, and Azure's values of it. */
export const guardValues = z.looseObject({ subscription_id: guidSchema });

/** The provider's full name. */
export const azurerm = z.enum(AZURERM);

/** Format version of `terraform show -json`. */
export const formatVersion = z.string().regex(/^1\.\d{1,4}$/, "a format version 1.x");

const anything = z.unknown();
const outputNames = { registration_assignments: anything, registration_definitions: anything };

/** Any of the two outputs of a stack. */
export const outputs = z.strictObject(outputNames).partial();

const actions = z.union(
  [
    z.tuple([z.enum(["no-op", "create", "update", "delete", "read"])]),
    z.tuple([z.literal("delete"), z.literal("create")]),
    z.tuple([z.literal("create"), z.literal("delete")]),
  ],
  "a known action",
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

// unknown values are left out, so every field may be missing here; the reader then requires it
const definitionChange = resource("azurerm_lighthouse_definition", definitionValues.partial());
const assignmentChange = resource("azurerm_lighthouse_assignment", assignmentValues.partial());
const guardReading = z.strictObject({
  address: z.string(),
  mode: z.literal("data"),
  type: z.literal("azurerm_subscription"),
  name: z.string(),
  provider_name: azurerm,
  change: change(guardValues.partial()),
  action_reason: z.string().optional(),
});
const resourceChange = z.discriminatedUnion("type", [definitionChange, assignmentChange, guardReading]);

/** A change of one definition. */
export type DefinitionChange = z.infer<typeof definitionChange>;

/** A change of one assignment. */
export type AssignmentChange = z.infer<typeof assignmentChange>;

const constant = <T extends z.ZodType>(value: T) => z.strictObject({ constant_value: value });
const environment = z.enum(["public", "usgovernment", "china"]);

/** Target and identity of a provider, as constants. Other endpoints and secrets are refused. */
const providerExpressions = z.strictObject({
  environment: constant(environment),
  features: z.tuple([z.strictObject({})]),
  resource_provider_registrations: constant(z.literal("none")),
  resource_providers_to_register: constant(z.tuple([z.literal("Microsoft.ManagedServices")])).optional(),
  subscription_id: constant(guidSchema),
  tenant_id: constant(guidSchema),
  partner_id: constant(guidSchema).optional(),
  use_cli: constant(z.boolean()),
  use_oidc: constant(z.literal(true)).optional(),
  client_id: constant(guidSchema).optional(),
});

const provider = z.strictObject({
  name: z.literal("azurerm"),
  full_name: azurerm,
  alias: z.string().optional(),
  version_constraint: z
    .string()
    .refine(withinKnownVersions, "a constraint that selects an azurerm of known behaviour")
    .optional(),
  // without configuration: the requirement itself, which Terraform lists as a provider
  expressions: providerExpressions.optional(),
});

/** A provider in the configuration. */
export type ConfiguredProvider = z.infer<typeof provider>;

const configured = z.strictObject({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.enum(["azurerm_lighthouse_definition", "azurerm_lighthouse_assignment", "azurerm_subscription"]),
  name: z.string(),
  provider_config_key: z.string(),
  expressions: z.record(z.string(), anything).optional(),
  schema_version: z.number(),
  depends_on: z.array(z.string()).optional(),
});

/** A resource or guard in the configuration. */
export type ConfiguredResource = z.infer<typeof configured>;

const configuration = z.strictObject({
  provider_config: z.record(z.string(), provider).optional(),
  root_module: z.strictObject({
    outputs: outputs.optional(),
    resources: z.array(configured).optional(),
  }),
});

const mentioned = z.looseObject({ address: z.string(), mode: z.enum(["managed", "data"]) });

const values = z.strictObject({
  outputs: outputs.optional(),
  root_module: z.strictObject({ resources: z.array(mentioned).optional() }),
});

const checkStatus = z.enum(["pass", "fail", "error", "unknown"]);

/** The results of conditions: in a stack, those of guards. */
export const checks = z.array(
  z.strictObject({
    address: z.strictObject({
      kind: z.literal("resource"),
      mode: z.literal("data"),
      type: z.literal("azurerm_subscription"),
      name: z.string(),
      to_display: z.string(),
    }),
    status: checkStatus,
    instances: z
      .array(
        z.strictObject({
          address: z.strictObject({ to_display: z.string() }),
          status: checkStatus,
          problems: z.array(z.strictObject({ message: z.string() })).optional(),
        }),
      )
      .optional(),
  }),
);

/** A plan of a keeper stack, whole. */
export const planSchema = z.strictObject({
  format_version: formatVersion,
  terraform_version: z.string(),
  planned_values: values,
  resource_changes: z.array(resourceChange).optional(),
  resource_drift: z.array(resourceChange).optional(),
  output_changes: outputs.optional(),
  prior_state: z
    .strictObject({
      format_version: formatVersion,
      terraform_version: z.string(),
      values: values.optional(),
      checks: checks.optional(),
    })
    .optional(),
  configuration,
  relevant_attributes: anything.optional(),
  checks: checks.optional(),
  timestamp: z.string().optional(),
  deferred_changes: z.array(anything).optional(),
  applyable: z.boolean(),
  complete: z.boolean(),
  errored: z.boolean(),
});

/** A plan of which every part is known. */
export type PlanDocument = z.infer<typeof planSchema>;
