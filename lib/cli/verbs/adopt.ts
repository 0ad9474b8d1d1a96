import { adoptionQuestionText, adoptionText } from "../../report/adoption-text.ts";
import { finishText } from "../../report/finish-text.ts";
import { isProved, proofText } from "../../report/proof-text.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { GUID_PATTERN } from "../../values/guid.ts";
import { success, take } from "../../values/result.ts";
import { type Adoption, adopt } from "../../workflows/adopt.ts";
import type { AdoptionQuestion } from "../../workflows/answered-adoption.ts";
import { finishAdoption } from "../../workflows/finish-adoption.ts";
import { openChoices } from "../../workflows/open-choices.ts";
import { proveAdoption } from "../../workflows/prove-adoption.ts";
import type { DeploymentChoices } from "../../workflows/template-values.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";
import { answered } from "../prompter.ts";
import { askDeployment, problemOfGroup } from "./ask-deployment.ts";

/** The options of `keeper adopt`. */
export interface AdoptOptions {
  readonly output?: string;
  readonly yaml?: boolean;
  /** @default - the answer of a person, or the provider */
  readonly deployedBy?: "provider" | "customer";
  readonly force?: boolean;
  readonly tenant?: string[];
  /** Where templates are deployed, and with what. */
  readonly subscription?: string[];
  readonly resourceGroup?: string;
  readonly customerTenant?: string;
  readonly parameters?: string[];
  readonly offline?: boolean;
  readonly json?: boolean;
  /** Whether the stacks are planned against an emulated Azure that holds what the sources show. */
  readonly prove?: boolean;
  /** Whether import marks are removed that took effect. */
  readonly finish?: boolean;
  /** States and lists that show what took effect. */
  readonly from?: string[];
}

/** `keeper adopt`: adopts sources, or finishes imports; see {@link adoptSources} and {@link finishImports}. */
export function adoptVerb(
  sources: readonly string[],
  options: AdoptOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { finish = false, json = false } = options;
  const problem = argumentProblem(sources, options);
  if (problem !== undefined)
    return runVerb<ExitCode>(commandContext.terminal, json, async function* () {
      return yield* take(problem);
    });
  return finish ? finishImports(options, commandContext) : adoptSources(sources, options, commandContext);
}

function argumentProblem(
  sources: readonly string[],
  { finish = false, from = [] }: AdoptOptions,
): Outcome<never> | undefined {
  if (finish && sources.length > 0)
    return failure("bad-arguments", "--finish adopts no source", "pass the state or snapshot with --from");
  if (!finish && from.length > 0)
    return failure("bad-arguments", "--from belongs to --finish", "pass what to adopt without an option");
  if (!finish && sources.length === 0)
    return failure(
      "bad-arguments",
      "there is nothing to adopt",
      "name a folder from keeper fetch, a plan, a state or an ARM template",
    );
  return undefined;
}

/** `keeper adopt --finish`: removes import marks that took effect; ends with 1 where one stands. */
function finishImports(
  { from = [], json = false }: AdoptOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const finished = yield* take(await finishAdoption({ from }, worldOf(commandContext)));
    if (json) printJson(finished, terminal);
    else terminal.out(finishText(finished.marks));
    return finished.marks.every(({ isFinished }) => isFinished) ? 0 : 1;
  });
}

/** `keeper adopt`: writes definitions of what exists. Ends with 1 where something was not adopted, or not proved. */
function adoptSources(
  sources: readonly string[],
  {
    output,
    yaml = false,
    deployedBy,
    force = false,
    offline = false,
    tenant = [],
    json = false,
    prove = false,
    subscription = [],
    resourceGroup,
    customerTenant,
    parameters = [],
  }: AdoptOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const world = worldOf(commandContext);
  return runVerb(terminal, json, async function* () {
    const chosen = yield* take(
      deploymentChoices({ subscription, resourceGroup, customerTenant, parameters }),
    );
    const deployment = yield* take(await askedDeployment(sources, chosen, json, commandContext));
    const requested = { sources, output, yaml, deployedBy, force, offline, now: Date.now, tenants: tenant };
    const request = { ...requested, deployment };
    const adoption = yield* take(await adopt(request, world, (question) => ask(question, json, terminal)));
    if (!json) terminal.out(adoptionText(adoption, prove ? "proof" : "hint"));
    if (prove) {
      const proof = yield* take(
        await proveAdoption({ sources, deployment, folder: adoption.output, now: Date.now }, world),
      );
      if (json) printJson({ ...adoption, proof: proof.customers, notProved: proof.otherCustomers }, terminal);
      else terminal.out(proofText(proof));
      if (!proof.customers.every(isProved)) return 1;
    } else if (json) printJson(adoption, terminal);
    return isWhole(adoption) ? 0 : 1;
  });
}

/**
 * The chosen deployment of templates, with what the user answers to open questions. Asks nothing without a prompter.
 */
async function askedDeployment(
  sources: readonly string[],
  chosen: DeploymentChoices,
  json: boolean,
  commandContext: CommandContext,
): Promise<Outcome<DeploymentChoices>> {
  const { prompter } = commandContext.terminal;
  if (json || prompter === undefined || inContinuousIntegration(commandContext)) return success(chosen);
  const open = openChoices(sources, chosen, worldOf(commandContext).folder);
  const { subscription, resourceGroup, customerTenant, parameters } = open;
  if (!subscription && !resourceGroup && !customerTenant && parameters.length === 0) return success(chosen);
  return answered(async () => askDeployment(chosen, open, await prompter()));
}

/** What templates are deployed with; ids become lower case. */
function deploymentChoices({
  subscription,
  resourceGroup,
  customerTenant,
  parameters,
}: {
  readonly subscription: readonly string[];
  readonly resourceGroup: string | undefined;
  readonly customerTenant: string | undefined;
  readonly parameters: readonly string[];
}): Outcome<DeploymentChoices> {
  const odd = [...subscription, customerTenant ?? EXAMPLE].find((each) => !GUID_PATTERN.test(each));
  if (odd !== undefined)
    return failure("bad-arguments", `${JSON.stringify(odd)} is not an id`, `write a GUID such as ${EXAMPLE}`);
  const problem = resourceGroup === undefined ? undefined : problemOfGroup(resourceGroup);
  if (problem !== undefined)
    return failure("bad-arguments", `${JSON.stringify(resourceGroup)} is not a name: ${problem}`, GROUP_FIX);
  return success({
    resourceGroup,
    subscriptions: [...new Set(subscription.map((each) => each.toLowerCase()))],
    customerTenant: customerTenant?.toLowerCase(),
    parameters,
  });
}

const GROUP_FIX = "write the resource group's name as Azure shows it";
const EXAMPLE = "3f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";

/** Whether everything was adopted, and nothing is left to a person. */
function isWhole({ notAdopted, edits }: Adoption): boolean {
  return notAdopted.length === 0 && edits.every(({ isWritten }) => isWritten);
}

/** Asks in the terminal; under --json nothing is asked. */
function ask(
  question: AdoptionQuestion,
  json: boolean,
  terminal: CommandContext["terminal"],
): Promise<boolean | undefined> {
  return json ? Promise.resolve(undefined) : terminal.confirm(adoptionQuestionText(question));
}
