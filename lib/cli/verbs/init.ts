import { PLATFORMS, type Platform } from "../../estate/shipped-pipelines.ts";
import { forTerminal } from "../../report/escape.ts";
import { take } from "../../values/result.ts";
import { type BegunEstate, beginEstate } from "../../workflows/begin-estate.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** Options of `keeper init`. */
export interface InitOptions {
  readonly yaml?: boolean;
  readonly github?: boolean;
  readonly azureDevops?: boolean;
}

/** `keeper init`: begins an estate; overwrites nothing. */
export function init(
  folder: string,
  options: InitOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const platform = platformOf(options);
    const request = { folder, yaml: options.yaml === true, platform };
    terminal.out(begunText(yield* take(beginEstate(request, worldOf(commandContext))), folder, platform));
    return 0;
  });
}

function platformOf({ github = false, azureDevops = false }: InitOptions): Platform | undefined {
  const [githubName, azureName] = PLATFORMS;
  if (github) return githubName;
  return azureDevops ? azureName : undefined;
}

function begunText({ files, example }: BegunEstate, folder: string, platform: Platform | undefined): string {
  const lines = files.map(({ path, done }) => `${done.padEnd(8)}  ${forTerminal(path)}`);
  const enter = folder === "." ? [] : [`cd ${forTerminal(folder)}`];
  const steps = [
    ...enter,
    "npm install --save-dev cdktf-cli@~0.21.0 typescript @types/node",
    // a check before the first synthesis warns that there is no lock yet
    "npx --no keeper synth",
    "npx --no keeper check",
    ...(example === undefined
      ? []
      : [`npx --no keeper sandbox -- npx cdktf deploy ${example} --auto-approve`]),
  ];
  const own =
    example === undefined
      ? ""
      : "\nThe ids of the example are invented. Write those of your tenant and groups into\n" +
        "the offer, then delete the example customer and add your first:\n" +
        "  keeper new customer --help\n";
  const pipelines =
    platform === undefined
      ? ""
      : "\nThe pipelines need steps of their own: pipelines/README.md in the package.\n";
  return `${lines.join("\n")}\n\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}${own}${pipelines}`;
}
