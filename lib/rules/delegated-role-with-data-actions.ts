import { resolveRole, roleText } from "../delegation/role-reference.ts";
import { explainVerdict, refusedOnlyForData, verdictOf } from "../roles/verdict.ts";
import { delegatedRoles } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH008: warns about data actions in delegated role definitions. It is not known whether Azure accepts them. */
export const delegatedRoleWithDataActions: OfferRule = {
  code: "LH008",
  kind: "delegated-role-with-data-actions",
  severity: "warning",
  judges: "offer",
  title: "No delegated role definition has data actions",
  what: "Delegated role definitions list a role that Lighthouse refuses in an authorization only because of its data actions or notDataActions.",
  harm: "Microsoft's documentation allows only supported roles here, while Microsoft's own samples list roles with data actions. If the service follows the documentation, it refuses the registration definition, and none of its authorizations take effect. If it follows the samples, a managed identity in the customer tenant can get access to the customer's data.",
  fix: "List a role without data actions where one is enough.",
  accept:
    "When the managed identity needs the data actions, and a registration definition with this role has been accepted in a trial.",
  source:
    "Microsoft: Deploy a policy that can be remediated within a delegated subscription (supported roles only, though its example lists Log Analytics Contributor); against it the sample assign-msi-blob-data-role of Azure-Lighthouse-samples and azurerm issue 8749. The conflict is not resolved",
  *check({ value: offer, file }, { catalogue }) {
    for (const { reference, path } of delegatedRoles(offer)) {
      const role = resolveRole(catalogue, reference);
      if (role === undefined) continue;
      const verdict = verdictOf(role);
      if (!refusedOnlyForData(verdict)) continue;
      yield {
        at: { file, path },
        problem: `${explainVerdict(role, verdict, catalogue.date)}; whether it works as a delegated role definition is not certain`,
        received: roleText(reference),
        allowed: "a role that Azure Lighthouse supports, other than Owner and User Access Administrator",
        fix: "list a role without data actions, or accept this warning after a successful trial deployment",
        facts: { role: role.name, roleDefinitionId: role.id, catalogueDate: catalogue.date },
      };
    }
  },
};
