import * as z from "zod";
import { assignmentValues, definitionValues } from "../azurerm/lighthouse-values.ts";
import { azurerm, checks, formatVersion, guardValues, outputs } from "./plan-schema.ts";

/*
 * Terraform's state of a keeper stack: as `terraform show -json` prints it (format version 1.x), and the file itself
 * (version 4). Several instances, deposed objects, modules, and anything else are refused.
 */

const anything = z.unknown();

const shown = <T extends string, V extends z.ZodType>(mode: "managed" | "data", type: T, values: V) =>
  z.strictObject({
    address: z.string(),
    mode: z.literal(mode),
    type: z.literal(type),
    name: z.string(),
    provider_name: azurerm,
    schema_version: z.number(),
    values,
    sensitive_values: anything.optional(),
    depends_on: z.array(z.string()).optional(),
    tainted: z.boolean().optional(),
  });

const shownResource = z.discriminatedUnion("type", [
  shown("managed", "azurerm_lighthouse_definition", definitionValues),
  shown("managed", "azurerm_lighthouse_assignment", assignmentValues),
  shown("data", "azurerm_subscription", guardValues),
]);

/** Output of `terraform show -json` for a state. */
export const shownState = z.strictObject({
  format_version: formatVersion,
  terraform_version: z.string().optional(),
  values: z
    .strictObject({
      outputs: outputs.optional(),
      root_module: z.strictObject({
        resources: z.array(shownResource).optional(),
      }),
    })
    .optional(),
  checks: checks.optional(),
});

const instance = <V extends z.ZodType>(attributes: V) =>
  z.strictObject({
    schema_version: z.number(),
    status: z.literal("tainted").optional(),
    attributes,
    sensitive_attributes: anything.optional(),
    identity_schema_version: z.number().optional(),
    private: z.string().optional(),
    dependencies: z.array(z.string()).optional(),
  });

const filed = <T extends string, V>(
  mode: "managed" | "data",
  type: T,
  instance: z.ZodType<{ readonly attributes: V; readonly status?: "tainted" | undefined }>,
) =>
  z
    .strictObject({
      mode: z.literal(mode),
      type: z.literal(type),
      name: z.string(),
      provider: z
        .string()
        .regex(
          /^provider\["registry\.(?:terraform\.io|opentofu\.org)\/hashicorp\/azurerm"\](?:\.subscription_[0-9a-f-]{36})?$/,
          "hashicorp/azurerm",
        ),
      instances: z.tuple([instance], "one instance"),
    })
    .transform(({ instances: [{ attributes, status }], ...rest }) => ({
      ...rest,
      values: attributes,
      tainted: status === "tainted",
    }));

const filedResource = z.discriminatedUnion("type", [
  filed("managed", "azurerm_lighthouse_definition", instance(definitionValues)),
  filed("managed", "azurerm_lighthouse_assignment", instance(assignmentValues)),
  filed("data", "azurerm_subscription", instance(guardValues)),
]);

/** A state file. */
export const filedState = z.strictObject({
  version: z.literal(4),
  terraform_version: z.string(),
  serial: z.number(),
  lineage: z.string(),
  outputs: outputs.optional(),
  resources: z.array(filedResource).optional(),
  check_results: anything.optional(),
});

/** A resource or guard of either form, its values in one place. A file holds no address. */
export type StateResource = z.infer<typeof shownResource> | z.infer<typeof filedResource>;
