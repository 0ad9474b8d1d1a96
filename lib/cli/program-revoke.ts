import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { RevokeOptions } from "./verbs/revoke.ts";

/** Adds `keeper revoke` to the command line. */
export function addRevoke(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("revoke")
    .description(
      "mark a principal as revoked, so that no version grants or asks it anything; deploys nothing",
    )
    .argument("<principal>", "its object id, its name in the registry, or its display name")
    .requiredOption("--reason <text>", "why, for later readers of the definition")
    .option("--customer <id...>", "only at these customers; elsewhere it keeps what it has")
    .option("--from <snapshot>", "a folder of keeper fetch: what Azure grants it, and what was not read")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 marked, 1 a mark is to be added by hand, an offer cannot be read,\nor a rule breaks, 2 could not run.",
    )
    .action(async (principal: string, options: RevokeOptions) => {
      const { revokePrincipal } = await import("./verbs/revoke.ts");
      done(await revokePrincipal(principal, options, commandContext));
    });
}
