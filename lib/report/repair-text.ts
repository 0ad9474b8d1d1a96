import type { Registration } from "../delegation/registration.ts";
import { hasCommand, type RepairKind, type RepairStep } from "../repair/repair-steps.ts";
import { command } from "../values/shell-word.ts";
import { deleteResource } from "./drift/delete-resource.ts";
import { forTerminal } from "./escape.ts";
import { count, firstOf, shorten } from "./phrases.ts";

/** A repair as a report shows it. */
export interface ReportedRepair {
  readonly customer: string;
  readonly tenantId: string;
  readonly stack: string;
  readonly steps: readonly RepairStep[];
  readonly delegations: readonly {
    readonly registration: Registration;
    readonly difference: string | undefined;
  }[];
  readonly read: readonly string[];
}

/** Steps without a command that are shown all the same. */
const OPEN: readonly RepairKind[] = ["deploy", "wait", "unknown"];

/** Most authorizations of a delegation, and most resources without a command, that are shown. */
const MOST = 10;

/** A step with its commands and what it does, for reports and programs. */
export interface DescribedStep {
  readonly kind: RepairKind;
  readonly address: string;
  /** To be typed, in this order; empty where there is nothing to run. */
  readonly commands: readonly string[];
  /** What it does to access, and what happens without it. */
  readonly effect: string;
}

/** The steps of a repair with their commands, in the order to run them. */
export function describedSteps(repair: ReportedRepair): DescribedStep[] {
  const { stack, steps } = repair;
  return steps.map((step) => ({
    kind: step.kind,
    address: step.resource.address,
    commands: COMMANDS[step.kind](step, stack),
    effect: EFFECTS[step.kind](step, repair),
  }));
}

function terraform(stack: string, ...words: readonly string[]): string {
  return command("terraform", `-chdir=${stack}`, ...words);
}

const COMMANDS: Readonly<Record<RepairKind, (step: RepairStep, stack: string) => readonly string[]>> = {
  import: ({ resource }, stack) => [terraform(stack, "import", resource.address, resource.id)],
  exchange: ({ resource }, stack) => [
    terraform(stack, "state", "rm", resource.address),
    terraform(stack, "import", resource.address, resource.id),
  ],
  untaint: ({ resource }, stack) => [terraform(stack, "untaint", resource.address)],
  forget: ({ resource }, stack) => [terraform(stack, "state", "rm", resource.address)],
  "delete-failed": ({ resource }) => [deleteResource(resource.id)],
  deploy: () => [],
  wait: () => [],
  unknown: () => [],
  none: () => [],
};

const EFFECTS: Readonly<Record<RepairKind, (step: RepairStep, repair: ReportedRepair) => string>> = {
  import: () =>
    "Azure and access stay as they are. Without it, deploying fails: the resource already exists.",
  exchange: ({ resource: { state } }) =>
    `Azure and access stay as they are. The state forgets ${state.kind === "other-id" ? state.id : ""}, which it has under this address: no state manages that any more.`,
  untaint: () =>
    "Azure and access stay as they are. Without it, the next deployment deletes the resource and creates it again: access through it pauses, and activated roles end.",
  forget: () =>
    "The state alone changes. Azure does not know the subscription: access ended with it, or went with it to another tenant, where it is to be revoked.",
  "delete-failed": () =>
    "No access ends: what failed grants nothing. Without it, deploying fails: the resource already exists.",
  deploy: () => "The next deployment creates it, and grants its access again.",
  unknown: (_, { customer, tenantId }) =>
    `Not known: Azure was not read. Run ${command("keeper", "fetch", customer, "--tenant", tenantId)}, and pass its folder with --from.`,
  wait: () => "An operation of Azure on it still runs: wait, and fetch again.",
  none: () => "Whole.",
};

/** A repair in words. It says what to run, in which order, and what each command does to access. */
export function repairText(repair: ReportedRepair): string {
  const { customer, stack, steps, read } = repair;
  const described = describedSteps(repair);
  const commands = described.filter((_, index) => isCommand(steps[index]));
  const open = described.filter(({ kind }) => OPEN.includes(kind));
  const lines = [
    `${customer}: ${verdict(repair)}`,
    `read: ${read.length === 0 ? "no state and no list" : read.join(", ")}`,
    ...(commands.length === 0 ? [] : ["", "run these in this order; keeper runs none of them:"]),
    ...(commands.some(({ commands: all }) => all.some((each) => each.startsWith("terraform")))
      ? [`  ${command("keeper", "synth", customer)}`, `  ${terraform(stack, "init", "-input=false")}`]
      : []),
    ...commands.flatMap(({ commands: all, effect }) => [...all.map((each) => `  ${each}`), `    ${effect}`]),
    ...(open.length === 0 ? [] : ["", "without a command:"]),
    ...firstOf(
      open.map(({ address, effect }) => `${address}: ${effect}`),
      MOST,
    ).map((each) => `  ${each}`),
    ...(steps.every(({ kind }) => kind === "none") ? [] : delegationLines(repair)),
    ...(commands.length === 0 && open.every(({ kind }) => kind !== "deploy")
      ? []
      : [
          "",
          `then: ${command("npx", "cdktf", "diff", customer)}, and deploy where it shows what you expect`,
        ]),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

function isCommand(step: RepairStep | undefined): boolean {
  return step !== undefined && hasCommand(step);
}

function verdict({ steps }: ReportedRepair): string {
  const commands = steps.filter(hasCommand).length;
  const unknown = steps.filter(({ kind }) => kind === "unknown" || kind === "wait").length;
  const deploy = steps.filter(({ kind }) => kind === "deploy").length;
  if (commands + unknown + deploy === 0) return `nothing to repair: ${count(steps.length, "resource")} whole`;
  const parts = [
    `${commands} of ${count(steps.length, "resource")} to repair`,
    ...(deploy > 0 ? [`${deploy} to deploy`] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ];
  return parts.join(", ");
}

/** The access that stands or falls with each delegation of which a resource is concerned. */
function delegationLines({ steps, delegations }: ReportedRepair): string[] {
  const concerned = new Set(
    steps
      .filter(({ kind }) => kind !== "none")
      .map(({ resource }) => `${resource.offerId} ${resource.subscriptionId}`),
  );
  const lines = delegations
    .filter(({ registration: { definition } }) =>
      concerned.has(`${definition.offerId} ${definition.subscriptionId}`),
    )
    .flatMap(({ registration: { definition }, difference }) => [
      `  ${definition.offerId} on subscription ${definition.subscriptionId}:`,
      ...firstOf(authorizations(definition), MOST).map((each) => `    ${each}`),
      ...(difference === undefined
        ? []
        : [
            `    Azure differs in its ${difference}: the next deployment changes it to this; keeper drift shows how`,
          ]),
    ]);
  return lines.length === 0 ? [] : ["", "access that is defined there:", ...lines];
}

function authorizations({ authorizations, eligibleAuthorizations }: Registration["definition"]): string[] {
  const named = ({
    principal,
    role,
  }: (typeof authorizations)[number] | (typeof eligibleAuthorizations)[number]) =>
    `${shorten(principal.displayName || principal.id)}: ${role.name}`;
  return [
    ...authorizations.map(named),
    ...eligibleAuthorizations.map((each) => `${named(each)}, on request`),
  ];
}
