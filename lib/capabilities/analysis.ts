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

/** Finds the capabilities of permissions, and the known ways from them. */
export function analyze(permissions: GrantedPermissions): Analysis {
  const own = heldCapabilities(permissions.own);
  const handedOut = heldCapabilities(permissions.handedOut);
  return { own, handedOut, ways: knownWays({ own, handedOut }) };
}

/** Known ways that reach what `others` do not reach; each with what it reaches beyond them. */
export function waysBeyond(ways: readonly KnownWay[], others: readonly KnownWay[]): KnownWay[] {
  const known = new Set(others.flatMap(({ reaches }) => reaches));
  return ways.flatMap((way) => {
    const reaches = way.reaches.filter((code) => !known.has(code));
    return reaches.length === 0 ? [] : [{ ...way, reaches }];
  });
}
