import { PLATFORMS, type Platform } from "../../estate/shipped-pipelines.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { plansToTake } from "../../workflows/customer-answers.ts";
import { beginDefinition, canBegin, type NewDefinition } from "../../workflows/new-definition.ts";
import { beginPipelines } from "../../workflows/new-pipelines.ts";
import { beginPolicy } from "../../workflows/new-policy.ts";
import { offersToCopy } from "../../workflows/offer-answers.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";
import { answered, type Prompter } from "../prompter.ts";
import { askCustomer } from "./ask-customer.ts";
import { askOffer } from "./ask-offer.ts";

/** The options of `keeper new pipelines`: exactly one platform. */
export type NewPipelinesOptions = Readonly<Partial<Record<"github" | "azureDevops", boolean>>>;

/**
 * `keeper new offer|customer <id>`: a commented starting file; never overwrites one. In a terminal, and outside continuous
 * integration, what no flag says is asked.
 */
export function newDefinition(typed: NewDefinition, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const world = worldOf(commandContext);
    const request = yield* take(await completed(typed, commandContext));
    const { files, isComplete } = yield* take(await beginDefinition(request, world));
    const isCopy = request.kind === "offer" && request.from !== undefined;
    const check = isCopy ? "Give it a name of its own, then run keeper check." : "Run keeper check.";
    const next = isComplete ? check : "Replace everything in <angle brackets>, then run keeper check.";
    terminal.out(`${files.map((file) => `${file} written. `).join("")}${next}\n`);
    return 0;
  });
}

async function completed(
  request: NewDefinition,
  commandContext: CommandContext,
): Promise<Outcome<NewDefinition>> {
  const { prompter } = commandContext.terminal;
  const isCopy = request.kind === "offer" && request.from !== undefined;
  if (isCopy || prompter === undefined || inContinuousIntegration(commandContext)) return success(request);
  const world = worldOf(commandContext);
  // before anything is asked
  const mayBegin = canBegin(request, world);
  if (!mayBegin.ok) return mayBegin;
  const offers = request.kind === "offer" ? offersToCopy(world) : await plansToTake(world);
  if (!offers.ok) return offers;
  return answered(async () => asked(request, offers.value, await prompter()));
}

async function asked(
  request: NewDefinition,
  offers: readonly string[],
  prompter: Prompter,
): Promise<NewDefinition> {
  if (request.kind === "offer") return { ...request, ...(await askOffer(request.answers, offers, prompter)) };
  return { ...request, answers: await askCustomer(request.answers, offers, prompter) };
}

/** `keeper new policy`: a commented `policy.yaml` with the shipped rules; never overwrites one. */
export function newPolicy(commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const [policy = "", ...others] = yield* take(beginPolicy(worldOf(commandContext)));
    terminal.out(
      `${policy} written, with the rules that apply without one. ${others.map((file) => `${file} written. `).join("")}Run keeper check after each edit.\n`,
    );
    return 0;
  });
}

/** `keeper new pipelines --github|--azure-devops`: copies the shipped pipelines; overwrites nothing. */
export function newPipelines(
  options: NewPipelinesOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const platform = yield* take(platformOf(options));
    const files = yield* take(beginPipelines(platform, worldOf(commandContext)));
    terminal.out(`${files.map((file) => `${file} written\n`).join("")}${NEXT_STEPS}`);
    return 0;
  });
}

/** What is missing before the pipelines work. */
const NEXT_STEPS = `
Next, in this order (node_modules/azure-lighthouse-keeper/pipelines/README.md explains each step):
  1. Protect the branch lighthouse-records, the environments and the default branch on the platform.
  2. Set the first accepted commit, one whose access you have reviewed:
       node node_modules/azure-lighthouse-keeper/pipelines/scripts/records.mjs begin <commit>
     Without it the gate cannot decide.
  3. Commit the pipelines.
`;

function platformOf({ github = false, azureDevops = false }: NewPipelinesOptions): Outcome<Platform> {
  const [githubName, azureName] = PLATFORMS;
  if (github !== azureDevops) return success(github ? githubName : azureName);
  return failure(
    "bad-arguments",
    "keeper new pipelines needs one platform",
    "add --github or --azure-devops",
  );
}
