import { registrationAssignmentGuid, registrationDefinitionGuid } from "../delegation/arm-guid.ts";
import { scopeId } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import { type DelegatedPart, delegatedParts } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH052: a pinned GUID identifies one resource. */
export const pinnedIdClash: CustomerRule = {
  code: "LH052",
  kind: "pinned-id-clash",
  severity: "error",
  judges: "customer",
  title:
    "Every pinned GUID belongs to one registration definition, or one registration assignment, at its scope",
  what: "`registrationDefinitionId` is the GUID of another offer's registration definition on the same subscription, or `registrationAssignmentId` that of another offer's registration assignment at the same scope. The other GUID may be pinned too, or be the one that this project derives.",
  harm: "Two delegations would be one resource in Azure. Terraform would overwrite one with the other at each deployment: one offer's principals lose their access, or the deployment fails.",
  fix: "Pin the GUID in the scope of the existing resource, and remove it from the other scope. A scope without a pin gets a GUID of its own.",
  accept: "Never: a GUID identifies one resource at its scope.",
  source:
    "Microsoft: Azure REST API, Microsoft.ManagedServices 2022-10-01 (both names are GUIDs chosen by the caller); service errors RegistrationDefinitionInvalidUpdate (reported by a third party) and MultipleRegistrationAssignmentsNotAllowed (Azure/Azure-Lighthouse-samples issue 85)",
  *check({ value: customer, file }, estate) {
    const parts = delegatedParts(customer, estate);
    // GUIDs are costly to derive, and derived ones never clash
    if (!parts.some(isPinned)) return;
    const uses = parts.flatMap((part) => [...definitionUses(part), ...assignmentUses(part)]);
    for (const group of groupBy(
      uses,
      ({ resource, scope, guid }) => `${resource} ${scope} ${guid}`,
    ).values()) {
      const first = group.find(({ pinned }) => !pinned) ?? group[0];
      for (const { resource, guid, scope, offer, path, pinned } of group) {
        // LH046 and LH047 report an offer or resource group that is delegated twice
        if (first === undefined || !pinned || offer === first.offer) continue;
        yield {
          at: { file, path },
          problem: `Offer ${offer} is pinned to a ${resource} GUID that offer ${first.offer} has at ${scope} ${first.pinned ? "by its own pin" : "without a pin"}`,
          received: guid,
          allowed: `a GUID that no other ${resource} has at this scope`,
          fix: `remove the pin from the scope of ${offer}, or write the GUID of its own resource`,
          facts: {
            resource,
            guid,
            scope,
            offer,
            first: first.offer,
            firstPath: first.path,
            firstPinned: first.pinned,
          },
        };
      }
    }
  },
};

function isPinned({ scope }: DelegatedPart): boolean {
  const { registrationDefinitionId, registrationAssignmentId, resourceGroups = [] } = scope;
  const pins = [registrationDefinitionId, registrationAssignmentId];
  return [...pins, ...resourceGroups.map((group) => group.registrationAssignmentId)].some(
    (pin) => pin !== undefined,
  );
}

interface GuidUse {
  readonly resource: "registration definition" | "registration assignment";
  readonly guid: Guid;
  /** ARM id of the scope, the resource group in lower case. */
  readonly scope: string;
  readonly offer: string;
  readonly path: Path;
  readonly pinned: boolean;
}

function definitionUses(part: DelegatedPart): GuidUse[] {
  const { subscriptionId, delegation, scope, path } = part;
  const guid = definitionGuid(part);
  if (subscriptionId === undefined || guid === undefined) return [];
  return [
    {
      resource: "registration definition",
      guid,
      scope: scopeId({ subscriptionId }),
      offer: delegation.offer,
      path: [...path, "registrationDefinitionId"],
      pinned: scope.registrationDefinitionId !== undefined,
    },
  ];
}

function assignmentUses(part: DelegatedPart): GuidUse[] {
  const { subscriptionId, delegation, scope, path } = part;
  if (subscriptionId === undefined) return [];
  const definition = definitionGuid(part);
  const use = (resourceGroup: string, pin: Guid | undefined, at: Path): GuidUse[] => {
    const guid = pin ?? (definition && registrationAssignmentGuid(definition, resourceGroup));
    if (guid === undefined) return [];
    return [
      {
        resource: "registration assignment",
        guid,
        scope: scopeId(resourceGroup === "" ? { subscriptionId } : { subscriptionId, resourceGroup }),
        offer: delegation.offer,
        path: [...at, "registrationAssignmentId"],
        pinned: pin !== undefined,
      },
    ];
  };
  if (scope.resourceGroups === undefined) return use("", scope.registrationAssignmentId, path);
  return scope.resourceGroups.flatMap(({ name, registrationAssignmentId }, index) =>
    use(asciiLowerCase(name), registrationAssignmentId, [...path, "resourceGroups", index]),
  );
}

/** GUID of the scope's registration definition; undefined where its offer or subscription is unknown. */
function definitionGuid({ scope, subscriptionId, offer }: DelegatedPart): Guid | undefined {
  if (scope.registrationDefinitionId !== undefined) return scope.registrationDefinitionId;
  if (offer === undefined || subscriptionId === undefined) return undefined;
  return registrationDefinitionGuid(offer.managingTenant.tenantId, subscriptionId, offer.id);
}
