import { readVersions } from "../../workflows/versions.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson } from "../print.ts";

/** `keeper --version --json`: what a bug report names. @param keeper keeper's own version */
export async function versions(keeper: string, commandContext: CommandContext): Promise<ExitCode> {
  const { versions: node, platform, arch } = process;
  const own = { keeper, node: node.node, platform: `${platform}-${arch}` };
  printJson({ ...own, ...(await readVersions(worldOf(commandContext))) }, commandContext.terminal);
  return 0;
}
