import * as z from "zod";
import { guidSchema } from "../../documents/guid-schema.ts";

/*
 * The two Lighthouse resources of azurerm with all their arguments, as plans and states have them
 * (`data/azurerm-lighthouse-schema.json`). Unknown arguments are refused.
 */

const text = z.string();
const optional = text.nullish().transform((value) => value ?? "");
// plans and states write an empty name where there is none; stacks leave the argument out
const displayName = text.nullish();
const timeouts = z.record(z.string(), z.string().nullable()).nullish();

const authorization = z.strictObject({
  principal_id: guidSchema,
  principal_display_name: displayName,
  role_definition_id: guidSchema,
  delegated_role_definition_ids: z.array(guidSchema).nullish(),
});

const approver = z.strictObject({ principal_id: guidSchema, principal_display_name: displayName });

const policy = z.strictObject({
  multi_factor_auth_provider: z.enum(["Azure", ""]).nullish(),
  maximum_activation_duration: text.nullish(),
  approver: z.array(approver).nullish(),
});

const eligibleAuthorization = z.strictObject({
  principal_id: guidSchema,
  principal_display_name: displayName,
  role_definition_id: guidSchema,
  just_in_time_access_policy: z.array(policy).max(1).nullish(),
});

const plan = z.strictObject({ name: text, publisher: text, product: text, version: text });

/** Values of an `azurerm_lighthouse_definition`. */
export const definitionValues = z.strictObject({
  id: text.nullish(),
  name: text,
  description: optional,
  scope: text,
  managing_tenant_id: guidSchema,
  lighthouse_definition_id: guidSchema,
  authorization: z.array(authorization),
  eligible_authorization: z.array(eligibleAuthorization).nullish(),
  plan: z.array(plan).max(1).nullish(),
  timeouts,
});

/** Values of an `azurerm_lighthouse_assignment`; the definition's id may be unknown before apply. */
export const assignmentValues = z.strictObject({
  id: text.nullish(),
  name: guidSchema,
  scope: text,
  lighthouse_definition_id: text.nullish(),
  timeouts,
});

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** Decoded values of an `azurerm_lighthouse_definition`. */
export type DefinitionValues = Frozen<z.infer<typeof definitionValues>>;
