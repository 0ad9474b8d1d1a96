import type { UnreadSubscription } from "../../drift/finding.ts";
import { notReadFix, placeOfSubscription } from "../../formats/snapshot/not-read-fix.ts";
import { command } from "../../values/shell-word.ts";
import type { DriftContext } from "./context.ts";
import { allow, deploy, leave } from "./deploy-way.ts";
import { ask, impossible, read, type WayOut, type WaysOfKinds } from "./way-out.ts";

/** The ways out of a subscription of which nothing is known: it is read first. */
export const UNREAD_WAYS: WaysOfKinds<UnreadSubscription["kind"]> = {
  "not-read": (finding, context) => {
    const unknown = impossible("nothing is known of what stands there; read it first");
    return { before: [readAgain(finding, context)], restore: unknown, adopt: unknown, remove: unknown };
  },
  "not-visible": (finding, context) => {
    const { customer, subscriptionId, wasRead } = finding;
    const tenant = tenantOf(finding, context) ?? "<customer tenant id>";
    return {
      before: [
        read(
          "read it from the customer's tenant",
          `az login --tenant ${tenant}`,
          `keeper fetch --subscription ${subscriptionId} --tenant ${tenant} --output azure-customer`,
        ),
        context.snapshot.removals === undefined
          ? read(
              "or read the managing tenant's activity log (Microsoft.Resources/tenants/unregister/action); that needs Monitoring Reader at /",
              "keeper fetch --activity-log",
            )
          : ask(
              "or ask the customer: the managing tenant's activity log was read, and shows no removal in its 90 days",
            ),
      ],
      restore:
        wasRead === true
          ? impossible("it was deployed and is not visible now; find out why first")
          : deploy(finding, context, "if it was never deployed, deploy it"),
      adopt: leave(
        customer,
        subscriptionId,
        context,
        "if the customer left, let it leave in the definitions",
      ),
      remove: impossible("nothing shows what stands there; read it first"),
      after: allow(customer, context, subscriptionId),
    };
  },
};

function tenantOf({ customer, subscriptionId }: UnreadSubscription, { snapshot, tenants }: DriftContext) {
  const asked = snapshot.subscriptions.find(({ id }) => id === subscriptionId);
  return (customer === undefined ? undefined : tenants.get(customer)) ?? asked?.tenantId;
}

function readAgain(finding: UnreadSubscription, context: DriftContext): WayOut {
  const { customer, subscriptionId } = finding;
  const asked = context.snapshot.subscriptions.find(({ id }) => id === subscriptionId);
  const [problem] = asked?.notRead ?? [];
  if (asked !== undefined && problem !== undefined) {
    const customerTenantId = tenantOf(finding, context);
    return read(notReadFix(problem, { ...placeOfSubscription(asked, context.snapshot), customerTenantId }));
  }
  const named = customer === undefined ? ["--subscription", subscriptionId] : [customer];
  return read("read it", command("keeper", "fetch", ...named));
}
