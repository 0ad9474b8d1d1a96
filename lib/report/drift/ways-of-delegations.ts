import { registrationDefinitionResourceId } from "../../delegation/registration.ts";
import type { DelegationDrift, DelegationDriftKind, Ownership } from "../../drift/finding.ts";
import { command } from "../../values/shell-word.ts";
import { type DriftContext, fileOf, isDeployedByCustomer } from "./context.ts";
import { deleteResource } from "./delete-resource.ts";
import { allow, define, deploy, undelegate } from "./deploy-way.ts";
import { ask, impossible, possible, type Way, type WaysOfKinds, type WaysOut } from "./way-out.ts";

type Ways = (drift: DelegationDrift, context: DriftContext) => WaysOut;

const changed: Ways = (drift, context) =>
  drift.ownership === "another-tenant"
    ? replacedWays(drift, context)
    : {
        restore: deploy(drift, context, "deploy what is defined"),
        adopt: define(drift.customer, context),
        remove: undelegate(drift.customer, deletions(drift), context),
        // texts and covered grants need no deviation: no deployment changes access
        after: drift.kind === "restated" ? [] : allow(drift.customer, context),
      };

/** The ways out of a delegation that differs. One whose owner is not known is never one to delete. */
export const DELEGATION_WAYS: WaysOfKinds<DelegationDriftKind> = {
  missing: (drift, context) => ({
    restore: deploy(drift, context, "deploy it again"),
    adopt: takeOut(drift, context, "if it ended on purpose"),
    remove: impossible("Azure grants none of its access"),
    after: allow(drift.customer, context),
  }),
  extra: (drift, context) => ({
    restore: impossible("the definitions do not have it, so that removing it is what restores them"),
    adopt: adopt(`define it again in ${fileOf(drift.customer, context)}`, context),
    remove: removal(drift, context),
  }),
  wider: changed,
  narrower: changed,
  mixed: changed,
  restated: changed,
  "another-managing-tenant": (drift, context) =>
    drift.isDefined
      ? replacedWays(drift, context)
      : {
          restore: NEVER_DEFINED,
          adopt: impossible("it is another provider's, and its managing tenant defines it"),
          remove: notOurs(drift.ownership),
          after: [ask("the customer decides: in the portal, Service providers lists and removes it")],
        },
  "outside-definitions": (drift, context) => ({
    restore: NEVER_DEFINED,
    adopt: adopt("take it over into the definitions", context),
    remove: notOurs(drift.ownership),
    before: [
      ask(
        "find out who made it before anything else: createdBy in the snapshot, or the customer's activity log",
        command("keeper", "fetch", "--with-people", "--output", "azure-people"),
      ),
    ],
  }),
  orphan: (drift, context) => ({
    restore: impossible("the definitions do not have it"),
    adopt: impossible("it grants nothing, so that there is nothing to define"),
    remove:
      drift.ownership === "ours"
        ? possible(`${owner(drift, context)}, delete what is left of it`, ...deletions(drift))
        : notOurs(drift.ownership),
    after:
      drift.ownership === "ours" ? [] : [ask("leave it: it grants nothing, and it is not this estate's")],
  }),
  failed: (drift, context) => {
    const adopting = impossible("what stands of it is not known");
    return drift.isDefined
      ? {
          restore: deploy(
            drift,
            context,
            "deploy it again, after the cause that the deployment reported is mended",
          ),
          adopt: adopting,
          remove: undelegate(drift.customer, deletions(drift), context),
        }
      : {
          restore: NEVER_DEFINED,
          adopt: adopting,
          remove:
            drift.ownership === "ours"
              ? possible(`${owner(drift, context)}, delete it${ONE_BY_ONE}`, ...deletions(drift))
              : notOurs(drift.ownership),
          after: drift.ownership === "ours" ? [] : [ask("its owner deploys it again or removes it")],
        };
  },
};

const NEVER_DEFINED = impossible("the definitions do not have it");

/** Why nothing here ends a delegation that is not this estate's. */
const NOT_OURS: Readonly<Record<Exclude<Ownership, "ours">, string>> = {
  unknown: "its owner is not known, and what others own is not deleted; find out who made it first",
  "another-tenant": "it is another provider's, and the customer alone ends it",
};

function notOurs(ownership: Ownership): Way {
  return impossible(ownership === "ours" ? "nothing of it is known in Azure" : NOT_OURS[ownership]);
}

/** A definition of ours that now names another managing tenant. */
function replacedWays(drift: DelegationDrift, context: DriftContext): WaysOut {
  return {
    before: [ask("ask the customer who changed it: the access of this estate's tenant has ended there")],
    restore: deploy(drift, context, "deploy what is defined: Terraform replaces the delegation"),
    adopt: takeOut(drift, context, "if the customer means it"),
    remove: notOurs("another-tenant"),
  };
}

function takeOut({ customer }: DelegationDrift, context: DriftContext, when: string): Way {
  if (customer === undefined) return impossible("no customer of this estate has the subscription");
  const text = `${when}, take its scope out of ${fileOf(customer, context)}`;
  return possible(text, command("keeper", "synth", customer));
}

function adopt(text: string, { from }: DriftContext): Way {
  return possible(text, command("keeper", "adopt", from));
}

/** Azure refuses to delete a definition whose assignments are still being removed. */
const ONE_BY_ONE = ": its assignments first, and the definition when they are gone (some minutes)";

function removal(drift: DelegationDrift, context: DriftContext): Way {
  const { customer } = drift;
  if (customer === undefined || isDeployedByCustomer(customer, context))
    return possible(`${owner(drift, context)}, delete it${ONE_BY_ONE}`, ...deletions(drift));
  return possible(
    `deploy, where Terraform's state still has it; otherwise delete it as an Owner there${ONE_BY_ONE}`,
    command("npx", "cdktf", "deploy", customer),
    ...deletions(drift),
  );
}

function owner({ customer }: DelegationDrift, context: DriftContext): string {
  return isDeployedByCustomer(customer, context)
    ? "the customer deploys itself: as an Owner there"
    : "as an Owner there";
}

function deletions({ assignmentIds, definition }: DelegationDrift): string[] {
  const { subscriptionId, registrationDefinitionId } = definition;
  return [...assignmentIds, registrationDefinitionResourceId(subscriptionId, registrationDefinitionId)].map(
    deleteResource,
  );
}
