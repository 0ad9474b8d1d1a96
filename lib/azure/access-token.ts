import { inspect } from "node:util";
import type { Account } from "../preflight/answers.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";

/** What stands in the place of a token wherever one is printed. */
const REDACTED = "[access token]";

/** Characters of a bearer token (RFC 6750). */
const TOKEN_PATTERN = /^[A-Za-z0-9._~+/-]+=*$/;

/** An access token. Its value is in the `Authorization` header alone: printed or serialized, it shows nothing. */
export class AccessToken {
  readonly #value: string;
  /** When it expires, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The tenant that issued it; undefined where the token does not say. */
  readonly tenantId: string | undefined;
  /** Who signed in, as far as the token says. */
  readonly account: Account;

  private constructor(value: string, expiresAt: number) {
    this.#value = value;
    this.expiresAt = expiresAt;
    const { tid, ...claims } = claimsOf(value);
    this.account = accountIn(claims, tid);
    this.tenantId = typeof tid === "string" ? tid.toLowerCase() : undefined;
  }

  /**
   * Makes a token. Undefined where the text is not a bearer token.
   *
   * @param expiresAt milliseconds since 1970. @default - the token's own `exp`
   * @param now milliseconds since 1970: a token without any expiry is used for five minutes
   */
  static from(value: unknown, expiresAt: number | undefined, now: number): AccessToken | undefined {
    if (typeof value !== "string" || !TOKEN_PATTERN.test(value)) return undefined;
    const { exp } = claimsOf(value);
    const own = typeof exp === "number" ? exp * 1_000 : undefined;
    return new AccessToken(value, expiresAt ?? own ?? now + 300_000);
  }

  /** The header of a request. */
  authorization(): string {
    return `Bearer ${this.#value}`;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

function claimsOf(value: string): JsonObject {
  try {
    const claims: unknown = JSON.parse(Buffer.from(value.split(".")[1] ?? "", "base64url").toString("utf8"));
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

/**
 * The account of a token's claims. A guest's identity provider (`idp`) is another tenant than the issuer.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
function accountIn({ idtyp, idp, oid }: JsonObject, tenantId: unknown): Account {
  if (typeof tenantId !== "string" || typeof oid !== "string") return { kind: "unknown" };
  if (idtyp === "app") return { kind: "application" };
  const isGuest = typeof idp === "string" && !idp.toLowerCase().includes(tenantId.toLowerCase());
  return isGuest ? { kind: "guest", homeTenant: idp } : { kind: "member" };
}
