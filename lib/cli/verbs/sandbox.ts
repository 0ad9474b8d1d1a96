import { unsetOf } from "../../sandbox/environment.ts";
import { runCommand } from "../../sandbox/run-command.ts";
import type { Pace, Sandbox, SandboxProvider } from "../../sandbox/sandbox.ts";
import { pastedShell, shellLines } from "../../sandbox/shell-lines.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { runSandbox } from "../../workflows/sandbox.ts";
import { type CommandContext, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** The options of `keeper sandbox`. */
export interface SandboxOptions {
  readonly provider: SandboxProvider;
  /** How long the stand-in waits. */
  readonly pace: Pace;
  /** A file with the emulated tenants and subscriptions. @default - those of the estate's definitions */
  readonly azure?: string;
  /** Folders with Azure's lists; plans or states of Terraform in JSON. @default - nothing is delegated */
  readonly from?: readonly string[];
  /** A folder that keeps everything between runs. @default - a temporary one */
  readonly state?: string;
}

const NOTICES: Readonly<Record<SandboxProvider, string>> = {
  "stand-in":
    "sandbox: a stand-in for azurerm, not azurerm itself, and an emulated Azure; nothing real is touched\n",
  azurerm: "sandbox: azurerm itself, and an emulated Azure; nothing real is touched\n",
};

/**
 * `keeper sandbox [-- command]`: runs a command inside a sandbox. Ends with the command's own exit code. Without a
 * command, ends with 0 when interrupted.
 *
 * @param command what to run inside; empty to stay up until interrupted
 */
export function sandbox(
  command: readonly string[],
  { provider, pace, azure, from, state }: SandboxOptions,
  commandContext: CommandContext,
): Promise<number> {
  return runVerb(commandContext.terminal, false, async function* () {
    const sources = from === undefined ? undefined : { names: from };
    const request = { provider, pace, azure, from: sources, state, now: Date.now };
    const [program, ...words] = command;
    const use = (running: Sandbox) =>
      program === undefined
        ? stayUp(running, NOTICES[provider], commandContext)
        : runInside([program, ...words], running, NOTICES[provider], commandContext);
    return yield* take(await runSandbox(request, worldOf(commandContext), use));
  });
}

async function stayUp(
  { environment, address }: Sandbox,
  notice: string,
  { terminal, interrupted, platform, environment: inherited }: CommandContext,
): Promise<Outcome<number>> {
  const shell = pastedShell(platform, inherited);
  const use =
    "# Paste these lines into another shell: terraform and cdktf then work on the emulated Azure, in that shell alone.\n" +
    `# Or begin a shell that has them: keeper sandbox -- ${shell}\n`;
  const access = `# until interrupted; who has access now: ${address}/sandbox/access\n`;
  const variables = { ...unsetOf(inherited, environment), ...environment };
  terminal.out(`${notice}${use}${shellLines(variables, shell)}${access}`);
  await interrupted();
  return success(0);
}

async function runInside(
  command: readonly [string, ...string[]],
  running: Sandbox,
  notice: string,
  { terminal, folder, environment }: CommandContext,
): Promise<Outcome<number>> {
  terminal.err(notice);
  const end = await runCommand(command, folder, environment, running.environment);
  if (end.kind === "ended") return success(end.code);
  const problem = `${JSON.stringify(command[0])} could not be started: ${end.problem}`;
  return failure("bad-arguments", problem, "name a command that is on PATH");
}
