import { PLATFORMS, type Platform } from "../../estate/shipped-pipelines.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { beginDefinition, type NewDefinition } from "../../workflows/new-definition.ts";
import { beginPipelines } from "../../workflows/new-pipelines.ts";
import { beginPolicy } from "../../workflows/new-policy.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** The options of `keeper new pipelines`: exactly one platform. */
export type NewPipelinesOptions = Readonly<Partial<Record<"github" | "azureDevops", boolean>>>;

/** `keeper new offer|customer <id>`: a commented starting file; never overwrites one. */
export function newDefinition(request: NewDefinition, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const { files, isComplete } = yield* take(await beginDefinition(request, worldOf(commandContext)));
    const next = isComplete
      ? "Run keeper check."
      : "Replace everything in <angle brackets>, then run keeper check.";
    terminal.out(`${files.map((file) => `${file} written. `).join("")}${next}\n`);
    return 0;
  });
}

/** `keeper new policy`: a commented `policy.yaml` with the shipped rules; never overwrites one. */
export function newPolicy(commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const file = yield* take(beginPolicy(worldOf(commandContext)));
    terminal.out(
      `${file} written, with the rules that apply without one. Run keeper check after each edit.\n`,
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
