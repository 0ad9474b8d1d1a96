import * as z from "zod";
import { guidSchema } from "../documents/guid-schema.ts";
import { documentProblem, type Read, readAllowed } from "../documents/problem.ts";
import type { AzureDirectory } from "../emulator/directory.ts";
import { failed, success } from "../values/result.ts";

const guid = guidSchema.transform((text) => text.toLowerCase());

const principal = z.strictObject({
  id: guid,
  type: z.enum(["Group", "User", "ServicePrincipal", "Application"]),
  displayName: z.string(),
  guest: z.boolean().exactOptional(),
  members: z.array(guid).exactOptional(),
  clientId: guid.exactOptional(),
  readsDirectory: z.boolean().exactOptional(),
  readsActivityLog: z.boolean().exactOptional(),
  securityEnabled: z.boolean().exactOptional(),
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
      allowedManagingTenants: z.array(guid).exactOptional(),
    }),
  ),
  guests: z.enum(["refused", "accepted"]).exactOptional(),
  signedIn: z.strictObject({ clientId: guid }),
});

/** Validates the description of an emulated Azure. GUIDs become lower case. */
export function parseAzureDirectory(input: unknown): Read<AzureDirectory> {
  const read = readAllowed(directory, input);
  if (!read.ok) return read;
  const { tenants, subscriptions } = read.value;
  const known = new Set(tenants.map(({ id }) => id));
  const withoutTenant = subscriptions.flatMap(({ tenantId }, index) =>
    known.has(tenantId) ? [] : [{ tenantId, index }],
  );
  if (withoutTenant.length > 0)
    return failed(
      withoutTenant.map(({ tenantId, index }) =>
        documentProblem(
          "value-not-allowed",
          ["subscriptions", index, "tenantId"],
          "is in no tenant of the file",
          tenantId,
          "the id of a tenant in tenants",
        ),
      ),
    );
  const { $schema: _, ...parsed } = read.value;
  return success(parsed);
}
