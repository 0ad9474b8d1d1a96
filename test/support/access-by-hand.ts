import { createHash } from "node:crypto";

/*
 * The access that authored definitions mean, written straight from them and from the documentation, sharing no code
 * with lib/: an oracle for synthesis. Every grant as JSON text, sorted.
 */

const ROLE_IDS: Readonly<Record<string, string>> = {
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "Monitoring Reader": "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  "Virtual Machine Contributor": "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
  "Support Request Contributor": "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
  "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  "Managed Services Registration assignment Delete Role": "91c1777a-f3dc-4fae-b103-61d183457e46",
};

// biome-ignore lint/suspicious/noExplicitAny: authored values are loose on purpose
type Loose = any;

/** Every grant of a customer's delegations of these offers. */
export function accessByHand(customer: Loose, offers: readonly Loose[]): string[] {
  const grants = customer.delegations.flatMap((delegation: Loose) => {
    const offer = offers.find(({ id }) => id === delegation.offer);
    const version = offer.plans[delegation.plan].versions[delegation.version];
    return delegation.scopes
      .flatMap((scope: Loose) => placesOf(customer, offer, scope))
      .flatMap((place: object) => grantsAt(place, [version, ...(version.includes ?? [])]));
  });
  return [...new Set<string>(grants)].sort();
}

function placesOf(customer: Loose, offer: Loose, scope: Loose): object[] {
  const subscriptionId = customer.subscriptions[scope.subscription].toLowerCase();
  const managingTenantId = offer.managingTenant.tenantId.toLowerCase();
  const definitionId = uuid5(`${managingTenantId}-${subscriptionId}-${offer.id}`);
  return (scope.resourceGroups ?? [""]).map((name: string) => {
    const group = name.normalize("NFC");
    return {
      scope: `/subscriptions/${subscriptionId}${group === "" ? "" : `/resourceGroups/${group}`}`,
      managingTenantId,
      registrationDefinitionId: definitionId,
      registrationAssignmentId: uuid5(`${definitionId}-${group.toLowerCase()}`),
    };
  });
}

function grantsAt(place: object, sets: readonly Loose[]): string[] {
  return sets.flatMap((set) => [
    ...(set.authorizations ?? []).map((each: Loose) =>
      grant(
        each,
        {
          kind: "standing",
          delegatedRoleDefinitionIds: (each.delegatedRoleDefinitions ?? []).map(roleId).sort(),
        },
        place,
      ),
    ),
    ...(set.eligibleAuthorizations ?? []).map((each: Loose) => grant(each, eligible(each), place)),
  ]);
}

function eligible({ justInTimeAccessPolicy: policy }: Loose): object {
  const [, hours, minutes] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(policy.maximumActivationDuration) as Loose;
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  const canonical = `PT${total >= 60 ? `${Math.floor(total / 60)}H` : ""}${total % 60 > 0 ? `${total % 60}M` : ""}`;
  return {
    kind: "eligible",
    multiFactorAuthProvider: policy.multiFactorAuthProvider,
    maximumActivationDuration: canonical,
    approvers: policy.approvers
      .map((each: Loose) => ({ principalId: each.objectId.toLowerCase(), displayName: each.displayName }))
      .sort((a: Loose, b: Loose) => (a.principalId < b.principalId ? -1 : 1)),
  };
}

function grant({ principal, role }: Loose, access: object, at: object): string {
  return JSON.stringify({
    principalId: principal.objectId.toLowerCase(),
    principalDisplayName: principal.displayName,
    roleDefinitionId: roleId(role),
    access,
    ...at,
  });
}

function roleId(name: string): string {
  const id = ROLE_IDS[name];
  if (id === undefined) throw new Error(`the oracle does not know the role ${name}`);
  return id;
}

/** RFC 4122 version 5 in the namespace of ARM's guid(), by hand. */
function uuid5(name: string): string {
  const namespace = Buffer.from("11fb06fb712d4ddd98c7e71bbd588830", "hex");
  const bytes = createHash("sha1").update(namespace).update(name, "utf8").digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
