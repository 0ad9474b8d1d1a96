import { parseJson } from "../documents/json.ts";
import { NAMED, readTextFile } from "../documents/read-file.ts";
import { isObject } from "../values/json-object.ts";
import type { Connection, HttpRequest } from "./connection.ts";
import { exchange } from "./exchange.ts";

/** Where an assertion of OpenID Connect comes from. */
export type AssertionSource =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "github"; readonly url: string; readonly token: string }
  | {
      readonly kind: "azure-devops";
      readonly url: string;
      readonly token: string;
      readonly serviceConnectionId: string;
    };

/** Audience of an assertion for Microsoft Entra ID, where the request names none. azurerm requests the same. */
const AUDIENCE = "api://AzureADTokenExchange";

/** Version of Azure DevOps' interface for assertions; azurerm requests the same. */
const DEVOPS_VERSION = "7.1";

/** Gets an assertion. Each is used once: it may expire within minutes. Undefined where there is none to be had. */
export async function getAssertion(
  source: AssertionSource,
  connection: Connection,
): Promise<string | undefined> {
  switch (source.kind) {
    case "token":
      return source.token;
    case "file": {
      const text = readTextFile(source.path, "assertion", NAMED);
      return text.ok ? text.value.trim() : undefined;
    }
    case "github":
      return requested(
        withParameters(source.url, { audience: AUDIENCE }),
        "GET",
        source.token,
        "value",
        connection,
      );
    case "azure-devops": {
      const { serviceConnectionId } = source;
      const url = withParameters(source.url, { "api-version": DEVOPS_VERSION, serviceConnectionId });
      return requested(url, "POST", source.token, "oidcToken", connection);
    }
  }
}

/** Adds parameters that an address does not have. */
function withParameters(address: string, parameters: Readonly<Record<string, string>>): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters))
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url.href;
}

async function requested(
  url: string | undefined,
  method: HttpRequest["method"],
  token: string,
  property: "value" | "oidcToken",
  connection: Connection,
): Promise<string | undefined> {
  if (url === undefined) return undefined;
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "content-type": "application/json",
  };
  const answer = await exchange(connection, { method, url, headers });
  if (!answer.ok || answer.value.status !== 200) return undefined;
  const parsed = parseJson(answer.value.text);
  const found = parsed.ok && isObject(parsed.value) ? parsed.value[property] : undefined;
  return typeof found === "string" ? found : undefined;
}
