import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clientIdentity } from "../../lib/azure/client-identity.ts";
import { clientSignIn, endpointsOf } from "../../lib/azure/client-sign-in.ts";
import { AZURE_ENDPOINTS, endpointsIn } from "../../lib/azure/clouds.ts";
import type { Connection, HttpRequest } from "../../lib/azure/connection.ts";
import { temporaryFolder } from "../support/estates.ts";

const CLIENT = "0000cccc-0000-4000-8000-000000000000";
const TENANT = "0000aaaa-0000-4000-8000-000000000000";

/** A connection that answers everything with these bodies, in order, and notes what was asked. */
function answering(...bodies: readonly object[]) {
  const sent: HttpRequest[] = [];
  const connection: Connection = {
    now: () => 0,
    wait: async () => {},
    send: async (request) => {
      sent.push(request);
      const body = bodies[sent.length - 1] ?? { access_token: "token-of-azure", expires_in: 3_600 };
      return { status: 200, headers: new Map(), text: JSON.stringify(body) };
    },
  };
  return { sent, connection };
}

async function signedIn(environment: Readonly<Record<string, string>>, ...bodies: readonly object[]) {
  const identity = clientIdentity({ ARM_CLIENT_ID: CLIENT, ...environment });
  if (!identity.ok || identity.value === undefined) throw new Error("no identity");
  const { sent, connection } = answering(...bodies);
  const endpoints = AZURE_ENDPOINTS[identity.value.cloud];
  const result = await clientSignIn(identity.value, endpoints, connection)(TENANT, "arm");
  const last = sent.at(-1);
  return { result, sent, url: last?.url, form: new URLSearchParams(last?.body) };
}

test.each([
  ["public", "https://login.microsoftonline.com", "https://management.azure.com/.default"],
  ["usgovernment", "https://login.microsoftonline.us", "https://management.usgovcloudapi.net/.default"],
  ["china", "https://login.chinacloudapi.cn", "https://management.chinacloudapi.cn/.default"],
])("a client signs in where its cloud does: %s", async (ARM_ENVIRONMENT, login, scope) => {
  const { result, url, form } = await signedIn({ ARM_CLIENT_SECRET: "s", ARM_ENVIRONMENT });
  expect(url).toBe(`${login}/${TENANT}/oauth2/v2.0/token`);
  expect(Object.fromEntries(form)).toEqual({
    client_id: CLIENT,
    client_secret: "s",
    grant_type: "client_credentials",
    scope,
  });
  expect(result.ok && result.value.expiresAt).toBe(3_600_000);
});

test("GitHub Actions: an assertion is requested for Microsoft Entra ID, and exchanged", async () => {
  const { sent, form } = await signedIn(
    {
      ARM_USE_OIDC: "true",
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.example/token?api-version=2.0",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    },
    { count: 1, value: "assertion" },
  );
  expect(sent[0]).toMatchObject({
    method: "GET",
    url: "https://github.example/token?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange",
    headers: { authorization: "Bearer request-token" },
  });
  expect(form.get("client_assertion")).toBe("assertion");
  expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
});

test("Azure DevOps: an assertion is requested for the service connection, and exchanged", async () => {
  const { sent, form } = await signedIn(
    {
      ARM_USE_OIDC: "true",
      SYSTEM_OIDCREQUESTURI: "https://devops.example/oidctoken",
      SYSTEM_ACCESSTOKEN: "system-token",
      ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: "connection",
    },
    { oidcToken: "assertion" },
  );
  expect(sent[0]).toMatchObject({
    method: "POST",
    url: "https://devops.example/oidctoken?api-version=7.1&serviceConnectionId=connection",
    headers: { authorization: "Bearer system-token" },
  });
  expect(form.get("client_assertion")).toBe("assertion");
});

test("an assertion, a client id and a secret may be in files", async () => {
  const folder = temporaryFolder();
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const oidc = await signedIn({
    ARM_USE_OIDC: "true",
    ARM_OIDC_TOKEN_FILE_PATH: file("token", "assertion of a file\n"),
  });
  expect(oidc.form.get("client_assertion")).toBe("assertion of a file");
  const secret = await signedIn({
    ARM_CLIENT_ID: "",
    ARM_CLIENT_ID_FILE_PATH: file("client", `${CLIENT}\n`),
    ARM_CLIENT_SECRET_FILE_PATH: file("secret", "of a file\n"),
  });
  expect([secret.form.get("client_id"), secret.form.get("client_secret")]).toEqual([CLIENT, "of a file"]);
  const missing = await signedIn({ ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: join(folder, "none") });
  expect(missing.result).toEqual({ ok: false, error: "sign-in-refused" });
});

test("a platform that gives no assertion is a refused sign-in", async () => {
  const environment = {
    ARM_USE_OIDC: "true",
    ARM_OIDC_REQUEST_URL: "https://github.example/token",
    ARM_OIDC_REQUEST_TOKEN: "x",
  };
  expect((await signedIn(environment, { value: 7 })).result).toEqual({ ok: false, error: "sign-in-refused" });
});

test("Azure CLI is used unless the variables name a client with a credential", () => {
  for (const environment of [
    {},
    { ARM_CLIENT_ID: CLIENT },
    { ARM_CLIENT_SECRET: "s" },
    { ARM_USE_OIDC: "true" },
  ])
    expect(clientIdentity(environment)).toEqual({ ok: true, value: undefined });
  expect(clientIdentity({ ARM_CLIENT_ID: CLIENT, ARM_USE_CLI: "false" })).toMatchObject({
    error: { kind: "not-signed-in" },
  });
});

test.each([
  [{ ARM_ENVIRONMENT: "german" }, "ARM_ENVIRONMENT"],
  [{ ARM_CLIENT_ID: "x" }, "ARM_CLIENT_ID"],
  [{ ARM_TENANT_ID: "contoso.example" }, "ARM_TENANT_ID"],
])("%j is refused by name", (environment, name) => {
  const result = clientIdentity({ ARM_CLIENT_ID: CLIENT, ARM_CLIENT_SECRET: "s", ...environment });
  expect(result).toMatchObject({ ok: false, error: { problem: expect.stringContaining(name) } });
});

const METADATA = {
  name: "AzureCloud",
  resourceManager: "https://127.0.0.1:7/",
  authentication: { loginEndpoint: "https://127.0.0.1:7", audiences: ["https://127.0.0.1:7"] },
};

test("a metadata host names the addresses; one without HTTPS or of another form is not believed", async () => {
  const address = "https://127.0.0.1:7";
  const microsoftGraph = "https://graph.microsoft.com";
  const endpoints = {
    cloud: "public",
    resourceManager: address,
    login: address,
    audience: address,
    microsoftGraph,
  };
  expect(endpointsIn(METADATA)).toEqual(endpoints);
  const own = { ...METADATA, microsoftGraphResourceId: `${address}/` };
  expect(endpointsIn(own)).toEqual({ ...endpoints, microsoftGraph: address });
  for (const changed of [
    { ...METADATA, resourceManager: "http://127.0.0.1:7" },
    { ...METADATA, name: "Elsewhere" },
    { ...METADATA, authentication: {} },
    [METADATA],
    null,
  ])
    expect(endpointsIn(changed)).toBeUndefined();
  const { sent, connection } = answering(METADATA, {});
  const identity = { cloud: "public", metadataHost: "127.0.0.1:7" } as const;
  expect(await endpointsOf(identity, connection)).toEqual({ ok: true, value: endpoints });
  expect(sent[0]?.url).toBe("https://127.0.0.1:7/metadata/endpoints?api-version=2022-09-01");
  expect((await endpointsOf(identity, connection)).ok).toBe(false);
});
