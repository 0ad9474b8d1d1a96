import type { Guid } from "../values/guid.ts";
import { type AzureError, refusal } from "./azure-error.ts";

/** The caller of a request: a principal of a tenant. */
export interface Caller {
  readonly tenantId: Guid;
  readonly principalId: Guid;
}

/** Validity of a token, in seconds. The emulator does not check it. */
export const TOKEN_LIFETIME = 3_600;

/** Makes an unsigned token with the claims that azurerm reads (clause E010). `now` is in milliseconds. */
export function makeToken(caller: Caller, clientId: string, audience: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${caller.tenantId}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + TOKEN_LIFETIME,
    appid: clientId,
    oid: caller.principalId,
    tid: caller.tenantId,
  };
  return [{ alg: "none", typ: "JWT" }, claims].map(encoded).concat("").join(".");
}

/** Reads the caller from a bearer token; refuses a missing or unreadable one (clause E012). */
export function callerOf(authorization: string | undefined): Caller | AzureError {
  const claims = claimsIn(/^Bearer +[^.\s]+\.([^.\s]+)\./i.exec(authorization ?? "")?.[1]);
  if (typeof claims?.["tid"] === "string" && typeof claims["oid"] === "string")
    return { tenantId: claims["tid"], principalId: claims["oid"] };
  const message =
    "Authentication failed. The 'Authorization' header is missing or holds no token that can be read.";
  return refusal("E012", 401, "AuthenticationFailed", message);
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function claimsIn(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
