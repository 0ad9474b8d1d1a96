import type { AllowedDifference, DriftFinding, DriftKind } from "../../drift/finding.ts";
import { type DriftContext, fileOf, isDeployedByCustomer } from "./context.ts";
import { deleteResource } from "./delete-resource.ts";
import { allow, define, deploy, leave, undelegate, withoutDeviation } from "./deploy-way.ts";
import {
  impossible,
  type MainWay,
  possible,
  type Way,
  type WayOut,
  type WaysOfKinds,
  type WaysOut,
} from "./way-out.ts";
import { DELEGATION_WAYS } from "./ways-of-delegations.ts";
import { UNREAD_WAYS } from "./ways-of-unread.ts";

/** The three ways out of every kind of finding. Each has its commands, or the reason why it is not possible. */
const WAYS: WaysOfKinds<DriftKind> = {
  ...DELEGATION_WAYS,
  ...UNREAD_WAYS,
  moved: ({ subscriptionId, tenantId, assignmentIds, customer }, context) => ({
    restore: impossible("the owners of both tenants alone move a subscription back"),
    adopt: possible(
      `if the new tenant is a customer too, move subscription ${subscriptionId} from ${fileOf(customer, context)} to a customer of tenant ${tenantId}`,
    ),
    remove:
      assignmentIds.length === 0
        ? impossible("no access of this estate stands there")
        : possible(
            "if not, end the access; the new tenant's Owner may, and so may the managing tenant with the role Managed Services Registration assignment Delete Role",
            ...assignmentIds.map(deleteResource),
          ),
  }),
  revoked: (finding, context) => ({
    restore: deploy(finding, context, "if it was a mistake, ask the customer, and deploy it again"),
    adopt: leave(
      finding.customer,
      finding.subscriptionId,
      context,
      "if the customer left, let it leave in the definitions (docs/how-to/leave.md)",
    ),
    remove: impossible("no access is left there"),
  }),
  allowed: (finding, context) => allowedWays(finding, context),
  "allowed-until": (finding, context) => ({
    ...allowedWays(finding, context),
    after: allow(finding.customer, context),
  }),
  "allowed-otherwise": (finding, context) => ({
    ...allowedWays(finding, context),
    after: allow(finding.customer, context),
  }),
};

const ORDER: readonly MainWay[] = ["restore", "adopt", "remove"];

/** The ways out of a finding. The three are in their order, between what comes first and what comes after. */
export function waysOut(finding: DriftFinding, context: DriftContext): readonly WayOut[] {
  const { before = [], after = [], ...three } = waysOf(finding, context);
  return [...before, ...ORDER.map((way) => ({ way, ...three[way] })), ...after];
}

function waysOf<K extends DriftKind>(
  finding: DriftFinding & { readonly kind: K },
  context: DriftContext,
): WaysOut {
  return WAYS[finding.kind](finding, context);
}

function allowedWays(finding: AllowedDifference, context: DriftContext): WaysOut {
  const without = withoutDeviation(finding);
  const { customer } = finding;
  return {
    restore: after(without, deploy(finding, context, "remove the deviation, and deploy what is defined")),
    adopt: define(customer, context, without),
    // the package's scripts for a customer that deploys itself are those of its leaving
    remove: after(
      without,
      isDeployedByCustomer(customer, context)
        ? leave(customer, finding.subscriptionId, context, "to end all of it, let the customer leave there")
        : undelegate(customer, [], context),
    ),
  };
}

function after(command: string, way: Way): Way {
  return { ...way, commands: [command, ...way.commands] };
}
