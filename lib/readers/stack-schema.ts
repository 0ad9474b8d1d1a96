import { z } from "zod";
import { GUID_PATTERN, RESOURCE_GROUP_PATTERN } from "../delegation/identifiers.ts";
import { parseScopeId } from "../delegation/scope.ts";
import { literalText } from "../terraform/literal.ts";

/*
 * A synthesized stack, part by part as lib/constructs/ writes it. Invariants judge how the parts fit together
 * (lib/terraform/invariants.ts); this says that there is nothing else.
 */

const comment = { "//": z.json().optional() };

/** A string of Terraform JSON that evaluates nothing, as the text that it stands for. */
const literal = z.string().transform((encoded, context) => {
  const text = literalText(encoded);
  if (text !== undefined) return text;
  context.addIssue({ code: "custom", message: "evaluates something" });
  return z.NEVER;
});

/** Text in which Terraform finds nothing to evaluate and nothing to unescape. */
const plain = z.string().refine((text) => !/[$%]\{/.test(text), "evaluates something");
const guid = z
  .string()
  .refine((text) => GUID_PATTERN.test(text) && text === text.toLowerCase(), "is no GUID in lower case");
const subscriptionName = /^subscription_[0-9a-f-]{36}$/;
const providerName = plain.regex(/^azurerm\.subscription_[0-9a-f-]{36}$/);
const resourceName = z.string().regex(/^[a-z][a-z0-9-]{1,49}_[0-9a-z_-]+$/, "is no name that keeper gives");

/** A block that Terraform takes by itself or as a list of one. */
const block = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) && value.length === 1 ? value[0] : value), schema);

const scope = literal.transform((id, context) => {
  const parsed = parseScopeId(id);
  const { resourceGroup } = parsed ?? {};
  if (parsed !== undefined && (resourceGroup === undefined || RESOURCE_GROUP_PATTERN.test(resourceGroup)))
    return id;
  context.addIssue({ code: "custom", message: "is no subscription or resource group" });
  return z.NEVER;
});

const authorization = z.strictObject({
  ...comment,
  principal_id: guid,
  principal_display_name: literal,
  role_definition_id: guid,
  delegated_role_definition_ids: z.array(guid).optional(),
});

const policy = z.strictObject({
  multi_factor_auth_provider: z.literal("Azure").optional(),
  maximum_activation_duration: plain,
  approver: z.array(z.strictObject({ principal_id: guid, principal_display_name: literal })).optional(),
});

const definition = z.strictObject({
  ...comment,
  provider: providerName,
  depends_on: z.array(plain.regex(/^data\.azurerm_subscription\.subscription_[0-9a-f-]{36}$/)).length(1),
  name: literal,
  description: literal,
  scope,
  managing_tenant_id: guid,
  lighthouse_definition_id: guid,
  authorization: z.array(authorization).min(1),
  eligible_authorization: z
    .array(
      z.strictObject({
        ...comment,
        principal_id: guid,
        principal_display_name: literal,
        role_definition_id: guid,
        just_in_time_access_policy: block(policy),
      }),
    )
    .optional(),
  plan: block(z.strictObject({ name: plain, publisher: plain, product: plain, version: plain })).optional(),
});

const assignment = z.strictObject({
  ...comment,
  provider: providerName,
  name: guid,
  scope,
  lighthouse_definition_id: z
    .string()
    .regex(
      /^\$\{azurerm_lighthouse_definition\.[\w-]+\.id\}$/,
      "is no reference to a definition of this stack",
    ),
});

const guard = z.strictObject({
  ...comment,
  provider: providerName,
  subscription_id: guid,
  lifecycle: z.strictObject({
    postcondition: z
      .array(
        z.strictObject({
          condition: z.string().regex(/^\$\{lower\(self\.tenant_id\) == "[0-9a-f-]{36}"\}$/),
          error_message: literal,
        }),
      )
      .length(1),
  }),
});

const provider = z.strictObject({
  ...comment,
  alias: z.string().regex(subscriptionName),
  environment: z.enum(["public", "usgovernment", "china"]),
  features: z.tuple([z.strictObject({})]),
  resource_provider_registrations: z.literal("none"),
  resource_providers_to_register: z.tuple([z.literal("Microsoft.ManagedServices")]).optional(),
  subscription_id: guid,
  tenant_id: guid,
  partner_id: guid.optional(),
  use_cli: z.boolean(),
  use_oidc: z.literal(true).optional(),
  client_id: guid.optional(),
});

const localBackend = z.strictObject({ path: plain });

const azurermBackend = z.strictObject({
  tenant_id: guid,
  subscription_id: guid,
  resource_group_name: plain,
  storage_account_name: plain,
  container_name: plain,
  key: plain,
  environment: z.enum(["public", "usgovernment", "china"]),
  use_azuread_auth: z.literal(true),
  use_oidc: z.literal(true).optional(),
  client_id: guid.optional(),
});

const cloud = z.strictObject({
  hostname: plain.optional(),
  organization: plain,
  workspaces: z.strictObject({ name: plain, project: plain.optional() }),
});

const reference = (type: string) => z.string().regex(new RegExp(`^\\$\\{${type}\\.[\\w-]+\\.id\\}$`));

/** The whole `cdk.tf.json`. */
export const stackSchema = z.strictObject({
  ...comment,
  terraform: z.strictObject({
    required_version: z.literal(">= 1.5.0"),
    required_providers: z
      .strictObject({ azurerm: z.strictObject({ source: z.literal("hashicorp/azurerm"), version: plain }) })
      .optional(),
    backend: z
      .union([z.strictObject({ local: localBackend }), z.strictObject({ azurerm: azurermBackend })])
      .optional(),
    cloud: cloud.optional(),
  }),
  provider: z.strictObject({ azurerm: z.array(provider) }).optional(),
  data: z
    .strictObject({ azurerm_subscription: z.record(z.string().regex(subscriptionName), guard) })
    .optional(),
  import: z.array(z.strictObject({ provider: providerName, to: plain, id: literal })).optional(),
  output: z
    .strictObject({
      registration_definitions: z.strictObject({
        ...comment,
        value: z.record(
          resourceName,
          z.strictObject({ id: reference("azurerm_lighthouse_definition"), version: plain }),
        ),
      }),
      registration_assignments: z.strictObject({
        ...comment,
        value: z.record(resourceName, reference("azurerm_lighthouse_assignment")),
      }),
    })
    .partial()
    .optional(),
  resource: z
    .strictObject({
      azurerm_lighthouse_definition: z.record(resourceName, definition),
      azurerm_lighthouse_assignment: z.record(resourceName, assignment),
    })
    .partial()
    .optional(),
});

/** A stack of which every part is known, its texts decoded. */
export type ReadStack = z.infer<typeof stackSchema>;
