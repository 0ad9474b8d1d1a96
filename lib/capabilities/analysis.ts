import type { Effort } from "../permissions/search.ts";
import { type HeldCapability, heldCapabilities } from "./decide.ts";
import type { GrantedPermissions } from "./granted.ts";
import { type KnownWay, knownWays } from "./known-ways.ts";

/** Capabilities of permissions, and where they lead. */
export interface Analysis {
  readonly own: readonly HeldCapability[];
  /** Capabilities of roles that may be handed to managed identities. */
  readonly handedOut: readonly HeldCapability[];
  readonly ways: readonly KnownWay[];
}

/**
 * Finds the capabilities of permissions, and the known ways from them.
 *
 * @param effort the budget of both searches. @default - one for each
 */
export function analyze(permissions: GrantedPermissions, effort?: Effort): Analysis {
  const own = heldCapabilities(permissions.own, effort);
  const handedOut = heldCapabilities(permissions.handedOut, effort);
  return { own, handedOut, ways: knownWays({ own, handedOut }) };
}

/** Known ways that reach more than `others` do, each with what it adds. */
export function waysBeyond(ways: readonly KnownWay[], others: readonly KnownWay[]): KnownWay[] {
  const known = new Set(others.flatMap(({ reaches }) => reaches));
  return ways.flatMap((way) => {
    const reaches = way.reaches.filter((code) => !known.has(code));
    return reaches.length === 0 ? [] : [{ ...way, reaches }];
  });
}
