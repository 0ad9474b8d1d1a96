import { CAPABILITIES, type CapabilityCode } from "../capabilities/capabilities.ts";
import type { Severity } from "../capabilities/capability.ts";
import { heldCapabilities } from "../capabilities/decide.ts";
import { withoutSubsumed } from "../capabilities/subsumed.ts";
import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import type { Permissions } from "../permissions/permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import type { Advice } from "./advice.ts";
import { type AdvisedVersion, adviceOn, isSamePrincipal, replaceable, resolved } from "./advised-version.ts";
import type { VersionEdit } from "./version-edit.ts";

/** Severities of capabilities that make a standing role worth an activation. */
const DANGEROUS: readonly Severity[] = ["critical", "high"];

/** Capabilities that the names of operations suggest, and that readers have too. */
const BY_NAME_ALONE: readonly CapabilityCode[] = ["keys.other", "keys.by-reading"];

/** Azure's defaults of an activation, with multifactor authentication. */
const DEFAULT_POLICY: JustInTimeAccessPolicy = {
  multiFactorAuthProvider: "Azure",
  maximumActivationDuration: "PT8H",
  approvers: [],
};

/**
 * Standing roles of users and groups with dangerous capabilities. Service principals cannot activate a role, and national
 * clouds have no access on request (Microsoft: Create eligible authorizations).
 */
export function* standingPower(advised: AdvisedVersion, catalogue: RoleCatalogue): Generator<Advice> {
  const { offer, version } = advised;
  if (offer.managingTenant.cloud !== "public") return;
  const standing = resolved(version.authorizations, catalogue);
  for (const grant of replaceable(version.authorizations, catalogue)) {
    const { authorization, role, permissions } = grant;
    if (authorization.principal.type !== "Group" && authorization.principal.type !== "User") continue;
    const powers = dangerousPowers(permissions);
    if (powers.length === 0) continue;
    const others = standing.filter(
      (each) => each.authorization !== authorization && isSamePrincipal(each.authorization, authorization),
    );
    const addsReader = !others.some((each) => canReadEverything(each.role));
    const sameRole = resolved(version.eligibleAuthorizations, catalogue).find(
      (each) => each.role.id === role.id,
    );
    // Azure refuses two policies for one role
    const policy = sameRole?.authorization.justInTimeAccessPolicy ?? DEFAULT_POLICY;
    const reader: VersionEdit[] = addsReader
      ? [{ kind: "add-authorization", principal: authorization.principal, role: "Reader" }]
      : [];
    yield adviceOn(
      advised,
      { kind: "standing-power", powers, addsReader },
      {
        authorization,
        role,
        mend: {
          kind: "edits",
          edits: [{ kind: "make-eligible", at: authorization.path, policy }, ...reader],
        },
      },
    );
  }
}

function dangerousPowers(permissions: Permissions): CapabilityCode[] {
  return withoutSubsumed(heldCapabilities(permissions))
    .map(({ code }) => code)
    .filter((code) => DANGEROUS.includes(CAPABILITIES[code].severity) && !BY_NAME_ALONE.includes(code))
    .sort(
      (a, b) => DANGEROUS.indexOf(CAPABILITIES[a].severity) - DANGEROUS.indexOf(CAPABILITIES[b].severity),
    );
}
