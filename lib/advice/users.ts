import type { Advice } from "./advice.ts";
import { type AdvisedVersion, adviceOn } from "./advised-version.ts";

/** Users with access, each once a version. */
export function* userNotGroup(advised: AdvisedVersion): Generator<Advice> {
  const { authorizations, eligibleAuthorizations } = advised.version;
  const seen = new Set<string>();
  for (const authorization of [...authorizations, ...eligibleAuthorizations]) {
    const { type, objectId } = authorization.principal;
    if (type !== "User" || seen.has(objectId)) continue;
    seen.add(objectId);
    yield adviceOn(advised, { kind: "user-not-group" }, { authorization, mend: { kind: "by-hand" } });
  }
}
