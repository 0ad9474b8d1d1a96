import { deviationFile } from "../../delegation/deviation.ts";
import { registrationDefinitionResourceId } from "../../delegation/registration.ts";
import type {
  AllowedDifference,
  DelegationDrift,
  DelegationDriftKind,
  DriftFinding,
  MovedSubscription,
  RevokedSubscription,
  UnreadSubscription,
} from "../../drift/finding.ts";
import { notReadFix } from "../../formats/snapshot/not-read-fix.ts";
import { type DriftContext, fileOf, isDeployedByCustomer } from "./context.ts";
import { command, deleteResource } from "./shell.ts";

/**
 * What to do about a finding. `adopt`: change the definitions. `restore`: change Azure back. `remove`: end the access.
 * `allow`: let the
 * difference be until a day. `read`: find out. `ask`: somebody else decides.
 */
export interface WayOut {
  readonly way: "adopt" | "restore" | "remove" | "allow" | "read" | "ask";
  /** A sentence without final period. */
  readonly text: string;
  /** Commands to type, in order; empty where there are none. */
  readonly commands: readonly string[];
}

/** The ways out of a finding. A delegation whose owner is not known is never one to delete. */
export function waysOut(finding: DriftFinding, context: DriftContext): readonly WayOut[] {
  switch (finding.kind) {
    case "not-visible":
    case "not-read":
      return unreadWays(finding, context);
    case "revoked":
      return revokedWays(finding);
    case "allowed":
      return [];
    case "allowed-until":
    case "allowed-otherwise":
      return allowedWays(finding, context);
    case "moved":
      return movedWays(finding, context);
    default:
      return WAYS[finding.kind](finding, context);
  }
}

type Ways = (drift: DelegationDrift, context: DriftContext) => readonly WayOut[];

const changed: Ways = (drift, context) =>
  drift.ownership === "another-tenant"
    ? replacedWays(drift, context)
    : [
        deploy(drift, context, "deploy what is defined"),
        define(drift.customer, context),
        end(drift, context),
        // texts and covered grants need no deviation: no deployment changes access
        ...(drift.kind === "restated" ? [] : allow(drift.customer, context)),
      ];

const WAYS: Readonly<Record<DelegationDriftKind, Ways>> = {
  missing: (drift, context) => [
    deploy(drift, context, "deploy it again"),
    {
      way: "adopt",
      text: `if it ended on purpose, take its scope out of ${fileOf(drift.customer, context)}`,
      commands: [],
    },
    ...allow(drift.customer, context),
  ],
  extra: (drift, context) => [
    adopt(`define it again in ${fileOf(drift.customer, context)}`, context),
    removal(drift),
  ],
  wider: changed,
  narrower: changed,
  mixed: changed,
  restated: changed,
  "another-managing-tenant": (drift, context) =>
    drift.isDefined
      ? replacedWays(drift, context)
      : [ask("the customer decides: in the portal, Service providers lists and removes it")],
  "outside-definitions": (_, context) => [
    adopt("take it over into the definitions", context),
    {
      way: "ask",
      text: "find out who made it before anything else: createdBy in the snapshot, or the customer's activity log",
      commands: ["keeper fetch --with-people --output azure-people"],
    },
  ],
  orphan: (drift) =>
    drift.ownership === "ours"
      ? [
          {
            way: "remove",
            text: "as an Owner there, delete what is left of it",
            commands: [deleteResource(resourceId(drift))],
          },
        ]
      : [ask("leave it: it grants nothing, and it is not this estate's")],
  failed: (drift, context) =>
    drift.isDefined
      ? [deploy(drift, context, "deploy it again, after the cause that the deployment reported is mended")]
      : [ask("whoever made it deploys it again or removes it")],
};

/** A definition of ours that now names another managing tenant. */
function replacedWays(drift: DelegationDrift, context: DriftContext): readonly WayOut[] {
  return [
    ask("ask the customer who changed it: the access of this estate's tenant has ended there"),
    deploy(drift, context, "deploy what is defined: Terraform replaces the delegation"),
  ];
}

function deploy({ customer }: DelegationDrift, context: DriftContext, text: string): WayOut {
  if (customer === undefined) return ask(text);
  if (isDeployedByCustomer(customer, context))
    return {
      way: "restore",
      text: `${text}: the customer applies its stack, cdktf.out/stacks/${customer}`,
      commands: [command("keeper", "synth", customer)],
    };
  return {
    way: "restore",
    text,
    commands: [command("npx", "cdktf", "diff", customer), command("npx", "cdktf", "deploy", customer)],
  };
}

function adopt(text: string, { from }: DriftContext): WayOut {
  return { way: "adopt", text, commands: [command("keeper", "adopt", from)] };
}

/** Defining Azure's set as a version of the plan. */
function define(customer: string | undefined, context: DriftContext): WayOut {
  const file = fileOf(customer, context);
  const text = `write Azure's access as a version of the plan, and take it in ${file}`;
  const words = [
    "keeper",
    "drift",
    ...(customer === undefined ? [] : [customer]),
    "--from",
    context.from,
    "--adopt",
  ];
  return { way: "adopt", text, commands: customer === undefined ? [] : [command(...words)] };
}

function end(drift: DelegationDrift, context: DriftContext): WayOut {
  const { commands } = deploy(drift, context, "");
  return {
    way: "remove",
    text: `to end all of it, take its scope out of ${fileOf(drift.customer, context)} and deploy`,
    commands,
  };
}

/** Letting the difference be: Azure's set is written from then on. */
function allow(customer: string | undefined, { from }: DriftContext): readonly WayOut[] {
  if (customer === undefined) return [];
  const words = ["--allow", "--reason", "<why>", "--by", "<your name>", "--until", "<YYYY-MM-DD>"];
  return [
    {
      way: "allow",
      text: "let the difference be until a day: a deviation is written, and synthesis writes what Azure has",
      commands: [command("keeper", "drift", customer, "--from", from, ...words)],
    },
  ];
}

function allowedWays(
  { customer, offer, subscriptionId }: AllowedDifference,
  context: DriftContext,
): readonly WayOut[] {
  return [
    {
      way: "restore",
      text: "deploy what is defined: remove the deviation first",
      commands: [
        command("rm", deviationFile({ customer, offer, subscriptionId })),
        command("npx", "cdktf", "deploy", customer),
      ],
    },
    ...allow(customer, context),
  ];
}

function removal(drift: DelegationDrift): WayOut {
  const { customer, assignmentIds } = drift;
  const deploying = customer === undefined ? [] : [command("npx", "cdktf", "deploy", customer)];
  return {
    way: "remove",
    text: "deploy, where Terraform's state still has it; otherwise delete it as an Owner there",
    commands: [...deploying, ...assignmentIds.map(deleteResource), deleteResource(resourceId(drift))],
  };
}

function movedWays(
  { subscriptionId, tenantId, assignmentIds, customer }: MovedSubscription,
  context: DriftContext,
): readonly WayOut[] {
  return [
    {
      way: "adopt",
      text: `if the new tenant is a customer too, move subscription ${subscriptionId} from ${fileOf(customer, context)} to a customer of tenant ${tenantId}`,
      commands: [],
    },
    {
      way: "remove",
      text: "if not, end the access; the new tenant's Owner may, and so may the managing tenant with the role Managed Services Registration assignment Delete Role",
      commands: assignmentIds.map(deleteResource),
    },
  ];
}

function revokedWays({ customer }: RevokedSubscription): readonly WayOut[] {
  const leave = "if the customer left, let it leave in the definitions (docs/how-to/leave.md)";
  if (customer === undefined) return [ask("ask the customer: nothing of this estate delegates it")];
  return [
    { way: "adopt", text: leave, commands: [] },
    {
      way: "restore",
      text: "if it was a mistake, ask the customer, and deploy it again",
      commands: [command("npx", "cdktf", "deploy", customer)],
    },
  ];
}

function unreadWays(finding: UnreadSubscription, context: DriftContext): readonly WayOut[] {
  const { customer, subscriptionId, code } = finding;
  const asked = context.snapshot.subscriptions.find(({ id }) => id === subscriptionId);
  const tenantId = (customer === undefined ? undefined : context.tenants.get(customer)) ?? asked?.tenantId;
  if (finding.kind === "not-read") {
    if (code === "not-asked") return [readAgain(finding)];
    const [problem] = asked?.notRead ?? [];
    const place = { askedBy: asked?.askedBy, subscriptionId, customerTenantId: tenantId };
    return problem === undefined
      ? [readAgain(finding)]
      : [{ way: "read", text: notReadFix(problem, place), commands: [] }];
  }
  const tenant = tenantId ?? "<customer tenant id>";
  const neverDeployed: WayOut[] =
    finding.wasRead === true || customer === undefined
      ? []
      : [
          {
            way: "restore",
            text: "if it was never deployed, deploy it",
            commands: [command("npx", "cdktf", "deploy", customer)],
          },
        ];
  return [
    {
      way: "read",
      text: "read it from the customer's tenant",
      commands: [
        `az login --tenant ${tenant}`,
        `keeper fetch --subscription ${subscriptionId} --tenant ${tenant} --output azure-customer`,
      ],
    },
    {
      way: "read",
      text: "or read the managing tenant's activity log (Microsoft.Resources/tenants/unregister/action); that needs Monitoring Reader at /",
      commands: ["keeper fetch --activity-log"],
    },
    ...neverDeployed,
  ];
}

function readAgain({ customer, subscriptionId }: UnreadSubscription): WayOut {
  const named = customer === undefined ? ["--subscription", subscriptionId] : [customer];
  return { way: "read", text: "read it", commands: [command("keeper", "fetch", ...named)] };
}

function ask(text: string): WayOut {
  return { way: "ask", text, commands: [] };
}

function resourceId({ definition }: DelegationDrift): string {
  return registrationDefinitionResourceId(definition.subscriptionId, definition.registrationDefinitionId);
}
