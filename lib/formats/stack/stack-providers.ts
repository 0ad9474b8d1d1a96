import { subscriptionName } from "../azurerm/addresses.ts";
import type { Misfit } from "./misfit.ts";
import type { ReadStack, StackGuard, StackProvider } from "./stack-schema.ts";

/**
 * What all providers of a stack share: keeper writes one sign-in, one partner and one registration for a whole customer,
 * and a review tells them once.
 */
const SHARED = [
  ["tenant_id", "tenant"],
  ["environment", "cloud"],
  ["use_cli", "sign-in"],
  ["use_oidc", "sign-in"],
  ["client_id", "sign-in"],
  ["partner_id", "partner"],
  ["resource_providers_to_register", "registration"],
] as const;

/**
 * Notes every provider that is not pinned to the subscription that it is named after and to the one tenant of the
 * customer, or deploys otherwise than the first does, and every guard that does not watch its subscription by that
 * provider for that tenant.
 */
export function providerProblems(stack: ReadStack, misfit: Misfit): void {
  const providers = stack.provider?.azurerm ?? [];
  const guards = stack.data?.azurerm_subscription ?? new Map<string, StackGuard>();
  const [first] = providers;
  const seen = new Set<string>();
  providers.forEach((each, index) => {
    const path = ["provider", "azurerm", index];
    if (each.alias !== subscriptionName(each.subscription_id) || seen.has(each.alias))
      misfit(
        "is not the one provider of its subscription",
        [...path, "subscription_id"],
        each.subscription_id,
      );
    seen.add(each.alias);
    for (const [key, called] of SHARED) {
      const allowed = String(first?.[key] ?? "none");
      if (String(each[key] ?? "none") === allowed) continue;
      misfit(`is not the ${called} of the first provider: ${allowed} is`, [...path, key], each[key]);
    }
    if (!signsIn(each)) misfit("signs in neither by the Azure CLI nor by OpenID Connect", path, each);
    if (!guards.has(each.alias)) misfit("has no guard", path, each.alias);
  });
  if ((stack.terraform.required_providers !== undefined) !== providers.length > 0)
    misfit("is required without a provider, or the other way about", ["terraform", "required_providers"], "");
  for (const [name, guard] of guards) guardFits(name, guard, first?.tenant_id, seen, misfit);
}

/** The two ways in which the deployer signs in: lib/constructs/ writes no other mixture. */
function signsIn({ use_cli, use_oidc, client_id }: StackProvider): boolean {
  return use_cli
    ? use_oidc === undefined && client_id === undefined
    : use_oidc === true && client_id !== undefined;
}

function guardFits(
  name: string,
  { provider, subscription_id, lifecycle }: StackGuard,
  tenantId: string | undefined,
  providers: ReadonlySet<string>,
  misfit: Misfit,
): void {
  const path = ["data", "azurerm_subscription", name];
  if (name !== subscriptionName(subscription_id))
    misfit("is not the subscription that it is named after", [...path, "subscription_id"], subscription_id);
  if (provider !== `azurerm.${name}` || !providers.has(name))
    misfit("is not the provider of its subscription", [...path, "provider"], provider);
  const demanded = lifecycle.postcondition[0]?.condition;
  if (demanded !== tenantId)
    misfit("does not demand the tenant of the providers", [...path, "lifecycle"], demanded);
}
