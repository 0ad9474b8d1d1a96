import { resolve } from "node:path";
import { findEstate } from "../../estate/find-estate.ts";
import { watchEstate } from "../../estate/watch-estate.ts";
import { forTerminal } from "../../report/escape.ts";
import { runCommand } from "../../sandbox/run-command.ts";
import { failure } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { type CommandContext, inContinuousIntegration } from "../command-context.ts";
import { runVerb } from "../print.ts";
import type { CheckOptions } from "./check.ts";

/** Changes that come together: an editor that saves, a formatter behind it, a checkout. In milliseconds. */
const SETTLES_IN = 100;

/**
 * `keeper check --watch`: checks again after every change, until it is interrupted. Each check is a process of its own,
 * because Node loads a module once. Ends with the last check's exit code.
 */
export function watchChecks(options: CheckOptions, commandContext: CommandContext): Promise<number> {
  const { terminal, folder, environment, keeper } = commandContext;
  return runVerb(terminal, options.json ?? false, async function* () {
    if (inContinuousIntegration(commandContext))
      return yield* take(
        failure("bad-arguments", "--watch never ends in continuous integration", "leave it out"),
      );
    const estate = yield* take(findEstate(folder, undefined));
    const report = options.output === undefined ? [] : [resolve(folder, options.output)];
    const [program = "", ...first] = keeper;
    const words = [...first, "check", ...wordsOf(options)];
    const watched = yield* take(watchEstate(estate.root, [estate.output, ...report]));
    const interrupted = commandContext.interrupted().then(() => undefined);
    let code = 2;
    for (;;) {
      const end = await runCommand([program, ...words], folder, environment, {});
      if (end.kind === "ended") code = end.code;
      terminal.err("Watching for changes. Ctrl-C ends it.\n");
      const path = await Promise.race([watched.next(), interrupted]);
      if (path === undefined) break;
      await new Promise((settled) => setTimeout(settled, SETTLES_IN));
      terminal.err(`\n${forTerminal(path)} changed\n`);
    }
    watched.close();
    return code;
  });
}

/** Options as they are typed. */
function wordsOf({ format = "terminal", output, json = false }: CheckOptions): readonly string[] {
  return [
    ...(json ? ["--json"] : ["--format", format]),
    ...(output === undefined ? [] : ["--output", output]),
  ];
}
