import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { AccessChange } from "../../lib/emulator/access-ledger.ts";

/** Who has which role where, without the terms: what somebody would miss. */
export function held({ scope, principalId, roleDefinitionId }: AccessGrant): string {
  return [scope, principalId, roleDefinitionId].join(" ");
}

/** What somebody had before and after, and did without in between. */
export function interrupted(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  changes: readonly AccessChange[],
): string[] {
  const kept = new Set(after.map(held));
  const lost = new Set(changes.filter(({ kind }) => kind === "lost").map(({ grant }) => held(grant)));
  return before.map(held).filter((each) => kept.has(each) && lost.has(each));
}
