import { UNKNOWN_TYPE } from "../delegation/principal.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH078: the type of every principal is known. */
export const principalTypeUnknown: OfferRule = {
  code: "LH078",
  kind: "principal-type-unknown",
  severity: "warning",
  judges: "offer",
  title: "Every principal has a known type",
  what: "A principal of `managingTenant.principals` has the type \"unknown\". `keeper adopt` writes it: Azure's lists and Terraform's state do not show types.",
  harm: "Rules about users, groups and service principals (LH010, LH011, LH018, LH019, LH026) cannot judge the principal. A user or a service principal may hold access that they would report.",
  fix: "Run the command of the finding in the managing tenant, and write the type that it prints.",
  accept: "When the principal was deleted from the managing tenant, so that its type cannot be found out.",
  source: "This project's own; Azure Resource Manager stores object ids without types",
  *check({ value: { managingTenant }, file }) {
    for (const [name, principal] of Object.entries(managingTenant.principals)) {
      if (principal.type !== UNKNOWN_TYPE) continue;
      yield {
        at: { file, path: ["managingTenant", "principals", name, "type"] },
        problem: `The type of ${principalText(principal)} (${principal.objectId}) is not known`,
        received: UNKNOWN_TYPE,
        allowed: "Group, User or ServicePrincipal",
        fix: `write the type from: az rest --method get --url https://graph.microsoft.com/v1.0/directoryObjects/${principal.objectId} --query '"@odata.type"'`,
        facts: { name, principal: principalFacts(principal), tenant: managingTenant.tenantId },
      };
    }
  },
};
