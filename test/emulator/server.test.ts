import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Certificate, selfSignedCertificate } from "../../lib/emulator/certificate.ts";
import { type RunningEmulator, startEmulator } from "../../lib/emulator/server.ts";
import {
  CUSTOMER,
  definition,
  MANAGING,
  OWNER,
  PERSON,
  PROPERTIES,
  ROLES,
  SCOPE,
  SmallAzure,
} from "../support/azure.ts";

const small = new SmallAzure();
let running: RunningEmulator;
let certificate: Certificate;
let token: string;

beforeAll(async () => {
  certificate = await selfSignedCertificate(Date.now());
  running = await startEmulator(small.azure, certificate);
  const signedIn = await fetch(`${running.http}/${CUSTOMER}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: OWNER, client_secret: "x" }),
  });
  token = ((await signedIn.json()) as { readonly access_token: string }).access_token;
});
afterAll(() => running.close());

const send = (method: string, path: string, body?: string) =>
  fetch(`${running.http}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body }),
  });
const version = "?api-version=2022-10-01";
const azureError = { error: { code: expect.any(String), message: expect.any(String) } };

test("the emulator listens on loopback only", () => {
  expect(running.http).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(running.https).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
});

test("it serves HTTPS with its certificate, and names itself as every endpoint", async () => {
  const metadata = await new Promise<string>((resolve, reject) => {
    httpsRequest(
      `${running.https}/metadata/endpoints?api-version=2022-09-01`,
      { ca: certificate.cert },
      (response) => {
        let text = "";
        response.on("data", (part) => (text += part)).on("end", () => resolve(text));
      },
    )
      .on("error", reject)
      .end();
  });
  // one object: azurerm cannot read an array
  const cloud = JSON.parse(metadata);
  expect(cloud.resourceManager).toBe(running.https);
  expect(cloud.authentication.loginEndpoint).toBe(running.https);
});

test("links lead back to the address that was asked", async () => {
  const put = await send("PUT", `${definition("1")}${version}`, JSON.stringify({ properties: PROPERTIES }));
  expect(put.status).toBe(201);
  expect(put.headers.get("azure-asyncoperation")).toContain(`${running.http}/subscriptions/`);
  expect(put.headers.get("x-ms-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("metadata under a double slash, as azurerm 4 asks for them too, are not found", async () => {
  const response = await fetch(`${running.http}//metadata/endpoints?api-version=2018-01-01`);
  expect(response.status).toBe(404);
  expect((await fetch(`${running.http}/metadata/endpoints?api-version=2022-09-01`)).status).toBe(200);
});

test.each([
  ["a body that is not JSON", "PUT", `${definition("2")}${version}`, "{", 400],
  ["a body above 1 MiB", "PUT", `${definition("2")}${version}`, `"${"x".repeat(1_100_000)}"`, 413],
  ["an unknown path", "GET", `/nowhere${version}`, undefined, 404],
  ["a path that cannot be decoded", "GET", "/%zz", undefined, 404],
  ["another method", "PATCH", `${definition("2")}${version}`, "{}", 405],
  ["a method that no resource has", "OPTIONS", `${definition("2")}${version}`, undefined, 405],
  ["a wrong API version", "GET", `${definition("2")}?api-version=1`, undefined, 400],
])("%s is refused in Azure's shape", async (_, method, path, body, status) => {
  const response = await send(method, path, body);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual(azureError);
});

test("what is no HTTP at all ends the connection, not the emulator", async () => {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(new URL(running.http).port), "127.0.0.1", () =>
      socket.end("\0\0not http\r\n\r\n"),
    );
    socket
      .on("close", () => resolve())
      .on("error", reject)
      .resume();
  });
  expect((await send("GET", `${SCOPE}${version}`)).status).toBe(200);
});

test("a lost answer drops the connection though the change was made", async () => {
  small.azure.inject({
    kind: "responseLost",
    action: "Microsoft.ManagedServices/registrationDefinitions/write",
  });
  const properties = { ...PROPERTIES, registrationDefinitionName: "3" };
  await expect(send("PUT", `${definition("3")}${version}`, JSON.stringify({ properties }))).rejects.toThrow();
  expect((await send("GET", `${definition("3")}${version}`)).status).toBe(200);
});

test("other processes can ask who has access, and make things go wrong", async () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const own = await startEmulator(azure.azure, certificate);
  const get = async (path: string) => (await fetch(`${own.http}/sandbox/${path}`)).json();
  expect(await get("access")).toEqual(azure.azure.access());
  expect(await get("history")).toHaveLength(1);
  const query = new URLSearchParams({ managingTenantId: MANAGING, principalId: PERSON, scope: SCOPE });
  expect(await get(`effective-access?${query}`)).toMatchObject([{ roleDefinitionId: ROLES.reader }]);
  expect(await get("requests")).toEqual(azure.azure.requests());
  const inject = (fault: object) =>
    fetch(`${own.http}/sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  const refused = await inject({ kind: "nothing" });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual(azureError);
  expect((await inject({ kind: "forbidden", action: "*" })).status).toBe(204);
  expect((await fetch(`${own.http}${SCOPE}${version}`)).status).toBe(403);
  await own.close();
});
