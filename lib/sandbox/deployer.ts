import { v5 } from "uuid";
import type { DirectoryPrincipal } from "../emulator/directory.ts";
import type { Guid } from "../values/guid.ts";

/** The client id with which a sandbox's processes sign in where a customer's definition names none. Made up. */
export const DEPLOYER_CLIENT_ID: Guid = "5a7db0e0-1c2d-4e3f-8a9b-5a7db0edeb10";

/** The service principal that deploys into a customer's tenant: another object in each, as in Microsoft Entra ID. */
export function deployer(tenantId: Guid, clientId: Guid): DirectoryPrincipal {
  return { id: v5(tenantId, clientId), type: "ServicePrincipal", displayName: "Sandbox deployer", clientId };
}
