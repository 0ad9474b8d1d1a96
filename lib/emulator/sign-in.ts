import type { Context } from "./context.ts";
import type { DirectoryPrincipal } from "./directory.ts";
import { type ArmResponse, answer } from "./request.ts";
import { makeToken, TOKEN_LIFETIME, type TokenAccount } from "./token.ts";

/** `POST /<tenant>/oauth2/v2.0/token` (clauses E010 and E011). Ignores the secret or assertion. */
export function getToken(
  { request, tenants, now }: Context,
  [tenantId = ""]: readonly string[],
): ArmResponse {
  const fields =
    typeof request.body === "object" && request.body !== null
      ? (request.body as Record<string, unknown>)
      : {};
  const clientId = String(fields["client_id"] ?? "");
  const principal = tenants.signingIn(tenantId, clientId);
  if (principal === undefined) {
    const message = `AADSTS700016: Application with identifier '${clientId}' was not found in the directory '${tenantId}'.`;
    // OAuth's own error shape: this is Microsoft Entra ID, not Azure Resource Manager
    return answer(400, { error: "unauthorized_client", error_description: message });
  }
  const token = makeToken(
    { tenantId: tenantId.toLowerCase(), principalId: principal.id },
    clientId,
    request.base,
    now,
    accountOf(principal),
  );
  return answer(200, {
    token_type: "Bearer",
    expires_in: TOKEN_LIFETIME,
    ext_expires_in: TOKEN_LIFETIME,
    access_token: token,
  });
}

function accountOf({ type, guest }: DirectoryPrincipal): TokenAccount {
  if (type !== "User") return "app";
  return guest === true ? "guest" : "user";
}

/** `GET /metadata/endpoints` (clause E018): names the address of the request for every service. */
export function getMetadata({ request: { base } }: Context): ArmResponse {
  const host = base.replace(/^https?:\/\//, "");
  return answer(200, {
    name: "AzureCloud",
    portal: base,
    resourceManager: base,
    graph: base,
    graphAudience: base,
    gallery: base,
    microsoftGraphResourceId: base,
    batch: base,
    media: base,
    sqlManagement: base,
    activeDirectoryDataLake: base,
    logAnalyticsResourceId: base,
    synapseAnalyticsResourceId: base,
    ossrDbmsResourceId: base,
    attestationResourceId: base,
    authentication: { loginEndpoint: base, audiences: [base], tenant: "common", identityProvider: "AAD" },
    suffixes: Object.fromEntries(SUFFIXES.map((name) => [name, host])),
  });
}

const SUFFIXES = [
  "acrLoginServer",
  "sqlServerHostname",
  "keyVaultDns",
  "storage",
  "azureFrontDoorEndpointSuffix",
  "storageSyncEndpointSuffix",
  "mhsmDns",
  "mysqlServerEndpoint",
  "postgresqlServerEndpoint",
  "mariadbServerEndpoint",
  "synapseAnalytics",
  "attestationEndpoint",
];
