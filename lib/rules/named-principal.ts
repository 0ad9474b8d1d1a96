import type { Principal, PrincipalType } from "../delegation/principal.ts";
import type { Json } from "./finding.ts";

const TYPE_WORDS = {
  Group: "group",
  User: "user",
  ServicePrincipal: "service principal",
} as const satisfies Record<PrincipalType, string>;

/** A principal as a sentence names it, without an article: `group "Operations Engineers"`. */
export function principalText({ type, displayName }: Principal): string {
  return `${TYPE_WORDS[type]} "${displayName}"`;
}

/** A principal among the facts of a breach. */
export function principalFacts({ type, objectId, displayName }: Principal): Json {
  return { type, objectId, displayName };
}
