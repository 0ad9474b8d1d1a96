import * as z from "zod";
import type { AzureDirectory } from "../emulator/directory.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { type Result, success } from "../values/result.ts";

const guid = z
  .string()
  .regex(GUID_PATTERN, "is not a GUID")
  .transform((text) => text.toLowerCase());

const principal = z.strictObject({
  id: guid,
  type: z.enum(["Group", "User", "ServicePrincipal", "Application"]),
  displayName: z.string(),
  guest: z.boolean().exactOptional(),
  members: z.array(guid).exactOptional(),
  clientId: guid.exactOptional(),
});

const directory = z.strictObject({
  $schema: z.string().exactOptional(),
  tenants: z.array(
    z.strictObject({
      id: guid,
      name: z.string(),
      cloud: z.enum(["public", "usGovernment", "china"]).exactOptional(),
      principals: z.array(principal),
    }),
  ),
  subscriptions: z.array(
    z.strictObject({
      id: guid,
      name: z.string(),
      tenantId: guid,
      resourceGroups: z.array(z.string()),
      roleAssignments: z.array(
        z.strictObject({
          principalId: guid,
          role: z.enum(["Owner", "Contributor", "Reader", "User Access Administrator"]),
        }),
      ),
      registeredResourceProviders: z.array(z.string()).exactOptional(),
    }),
  ),
  signedIn: z.strictObject({ clientId: guid }),
});

/** A valid directory, or all problems, each with its path in the file. */
export type ParsedDirectory = Result<AzureDirectory, readonly string[]>;

/** Validates the description of an emulated Azure. GUIDs become lower case. */
export function parseAzureDirectory(input: unknown): ParsedDirectory {
  const parsed = directory.safeParse(input);
  if (!parsed.success)
    return {
      ok: false,
      error: parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`),
    };
  const { tenants, subscriptions, signedIn } = parsed.data;
  const known = new Set(tenants.map(({ id }) => id));
  const withoutTenant = subscriptions.filter(({ tenantId }) => !known.has(tenantId));
  if (withoutTenant.length > 0)
    return {
      ok: false,
      error: withoutTenant.map(
        ({ id, tenantId }) => `subscriptions: the tenant ${tenantId} of ${id} is missing in tenants: add it`,
      ),
    };
  return success({ tenants, subscriptions, signedIn });
}
