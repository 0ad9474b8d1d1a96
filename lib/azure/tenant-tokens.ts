import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import type { Guid } from "../values/guid.ts";
import type { Result } from "../values/result.ts";
import type { AccessToken } from "./access-token.ts";

/** Service that a token is for. `ms-graph` is Microsoft Graph, the directory; Resource Graph takes the first. */
export type Audience = "arm" | "ms-graph";

/** An access token, or the reason why there is none. */
export type SignedIn = Result<AccessToken, NotReadCode>;

/** Signs in to a tenant. Called again for each renewal. */
export type SignIn = (tenantId: Guid, audience: Audience) => Promise<SignedIn>;

/** Tokens that expire sooner are renewed, in milliseconds. */
const RENEWED_BEFORE = 300_000;

/** Shortest time between two renewals, in milliseconds. Azure CLI may hand out a token that expires soon. */
const SHORTEST_BETWEEN = 30_000;

interface Held {
  readonly signedIn: Promise<SignedIn>;
  readonly since: number;
}

/** Tokens of tenants: one sign-in for all requests, renewed before it expires. */
export class TenantTokens {
  readonly #signIn: SignIn;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  constructor(signIn: SignIn, now: () => number) {
    this.#signIn = signIn;
    this.#now = now;
  }

  /**
   * Returns a tenant's token.
   *
   * @param refused the token that Azure refused: it is replaced. @default - none
   */
  async token(tenantId: Guid, audience: Audience = "arm", refused?: AccessToken): Promise<SignedIn> {
    const key = `${tenantId} ${audience}`;
    const held = this.#held.get(key);
    if (held !== undefined) {
      const signedIn = await held.signedIn;
      // several requests may wait for one renewal
      if (this.#held.get(key) !== held) return this.token(tenantId, audience, refused);
      const isRefused = signedIn.ok && signedIn.value === refused;
      if (!isRefused && !this.#isDue(held, signedIn)) return signedIn;
      return this.#renew(key, tenantId, audience, isRefused ? undefined : signedIn);
    }
    return this.#renew(key, tenantId, audience, undefined);
  }

  /** @param former a token that is used until it expires where it cannot be renewed */
  #renew(key: string, tenantId: Guid, audience: Audience, former: SignedIn | undefined): Promise<SignedIn> {
    const signedIn = this.#signIn(tenantId, audience).then((renewed) =>
      !renewed.ok && former?.ok === true && former.value.expiresAt > this.#now() ? former : renewed,
    );
    this.#held.set(key, { signedIn, since: this.#now() });
    return signedIn;
  }

  #isDue({ since }: Held, signedIn: SignedIn): boolean {
    if (!signedIn.ok) return false;
    const now = this.#now();
    return signedIn.value.expiresAt - now < RENEWED_BEFORE && now - since >= SHORTEST_BETWEEN;
  }
}
