import { Argument, Command, CommanderError, Option } from "commander";
import { ENGINES, type Engine } from "../delegation/engine.ts";
import { nearest } from "../values/nearest.ts";
import type { CommandContext } from "./command-context.ts";
import { COMPLETE, SHELLS, type Shell } from "./completion/scripts.ts";
import { ownPackage } from "./own-package.ts";
import { printLines } from "./print.ts";
import { addAccept } from "./program-accept.ts";
import { addAdopt } from "./program-adopt.ts";
import { addAdvise } from "./program-advise.ts";
import { addDrift } from "./program-drift.ts";
import { addConsent, addExport } from "./program-export.ts";
import { addFetch } from "./program-fetch.ts";
import { addFleet } from "./program-fleet.ts";
import { addHistory } from "./program-history.ts";
import { addLeave } from "./program-leave.ts";
import { addBeginnings } from "./program-new.ts";
import { addPreflight } from "./program-preflight.ts";
import { addPublish } from "./program-publish.ts";
import { addRepair } from "./program-repair.ts";
import { addReviewVerbs } from "./program-review.ts";
import { addRevoke } from "./program-revoke.ts";
import { addGraph, addStatus } from "./program-status.ts";
import type { CheckFormat, CheckOptions } from "./verbs/check.ts";
import type { SandboxOptions } from "./verbs/sandbox.ts";
import type { SchemaKind } from "./verbs/schema.ts";

/*
 * The command line. Each verb's module is loaded when it is run: `keeper --help` must not wait for zod or cdktf.
 */

/**
 * Runs one command line and returns its exit code. The code is 0, 1 or 2, or that of a command run in a sandbox.
 *
 * @throws for defects only
 */
export async function runKeeper(words: readonly string[], commandContext: CommandContext): Promise<number> {
  let code: number = 2;
  const program = keeperCommand(commandContext, (result) => {
    code = result;
  });
  try {
    if (asksForVersions(words)) {
      const { versions } = await import("./verbs/version.ts");
      return await versions(ownPackage().version, commandContext);
    }
    if (words[0] === COMPLETE) {
      const { answerShell } = await import("./verbs/completion.ts");
      return answerShell(program, words.slice(1), commandContext);
    }
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander ends help and version with 0, and everything that it does not understand with 1
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** Whether this is `keeper --version --json`. Commander ends at --version, whatever else is there. */
function asksForVersions(words: readonly string[]): boolean {
  const [first = "", second = ""] = [...words].sort();
  return words.length === 2 && first === "--json" && ["--version", "-V"].includes(second);
}

type Done = (code: number) => void;

/** The command line's own definition, which help and documents are made of. `done` gets a verb's exit code. */
export function keeperCommand(commandContext: CommandContext, done: Done): Command {
  const { terminal } = commandContext;
  const program = new Command("keeper")
    .description("Typed offers and customers become Terraform for Azure Lighthouse.")
    .version(
      ownPackage().version,
      "-V, --version",
      "print the version; with --json, also those of Node, Terraform, cdktf and the role catalogue",
    )
    .addHelpText("after", "\nExit codes: 0 done, 1 findings, 2 could not run.")
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => printLines(text, terminal),
    })
    // every verb inherits it: commander wraps nothing in columns that are narrower than 40 characters
    .configureHelp({ minWidthToWrap: 20, subcommandTerm: (verb) => verb.name() })
    .exitOverride()
    .showHelpAfterError("(keeper --help lists the verbs)");
  addCheck(program, commandContext, done);
  addExplain(program, commandContext, done);
  addSynth(program, commandContext, done);
  addBeginnings(program, commandContext, done);
  addSchema(program, commandContext, done);
  addRoles(program, commandContext, done);
  addSandbox(program, commandContext, done);
  addFetch(program, commandContext, done);
  addFleet(program, commandContext, done);
  addPreflight(program, commandContext, done);
  addAdopt(program, commandContext, done);
  addRepair(program, commandContext, done);
  addPublish(program, commandContext, done);
  addAccept(program, commandContext, done);
  addLeave(program, commandContext, done);
  addRevoke(program, commandContext, done);
  addExport(program, commandContext, done);
  addConsent(program, commandContext, done);
  addStatus(program, commandContext, done);
  addGraph(program, commandContext, done);
  addDrift(program, commandContext, done);
  addHistory(program, commandContext, done);
  addAdvise(program, commandContext, done);
  addReviewVerbs(program, commandContext, done);
  addCompletion(program, commandContext, done);
  addHelp(program);
  return program;
}

function unknownCommand(word: string, near: string | undefined): string {
  return `error: unknown command '${word}'${near === undefined ? "" : `\n(Did you mean ${near}?)`}`;
}

/** `keeper help [verb…]`. Commander's own prints the whole help for an unknown verb, without an error. */
function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command("help")
    .description("show help for a verb")
    .argument("[verb...]")
    .action((words: readonly string[]) => {
      let command = program;
      for (const word of words) {
        const names = command.commands.map((each) => each.name());
        const near = nearest(word, names);
        const found = command.commands.find((each) => each.name() === word);
        command = found ?? program.error(unknownCommand(word, near));
      }
      command.help();
    });
}

const HELP_URI_TEXT = `Environment:
  KEEPER_HELP_URI=https://…/{code}.html
      address of the rules' pages, for JSON and SARIF; without it, that of the
      released package, else their paths in it. keeper explain <code> prints a
      page.`;

const CHECK_FORMATS: readonly CheckFormat[] = ["terminal", "json", "sarif", "junit", "github"];

function addCheck(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("check")
    .description(
      "check every definition, policy.yaml, allowed_signers and role-catalogue.json against every rule; write nothing",
    )
    .addOption(new Option("--format <format>", "what to write").choices(CHECK_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .option("--json", "the same as --format json")
    .option("--from <folder>", "a snapshot by keeper fetch: whether Azure still has what deviations allow")
    .option("--watch", "check again after every change, until interrupted")
    .addHelpText("after", `\n${HELP_URI_TEXT}`)
    .action(async ({ watch = false, ...options }: CheckOptions & { readonly watch?: boolean }) => {
      if (watch) {
        const { watchChecks } = await import("./verbs/watch.ts");
        return done(await watchChecks(options, commandContext));
      }
      const { check } = await import("./verbs/check.ts");
      done(await check(options, commandContext));
    });
}

/** `keeper explain`: a code or a word as it stands in a report. */
function addExplain(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("explain")
    .description("explain a rule's code, a word as a report prints it, or an error message")
    .argument("<words...>", "as printed: LH025, approvals-missing, BROADENING, 'context deadline exceeded'")
    .action(async (words: string[]) => {
      const { explain } = await import("./verbs/explain.ts");
      done(await explain(words.join(" "), commandContext));
    });
}

function addSynth(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("synth")
    .description("check, then write one Terraform stack per customer into cdktf.out")
    .argument("[customer...]", "only these customers; other stacks are kept")
    .option("--json", "print findings and access as JSON")
    .addOption(
      new Option(
        "--engine <name>",
        "what writes the stacks, all with the same bytes (default: what estate.ts says, else cdktf)",
      ).choices(ENGINES),
    )
    .addHelpText(
      "after",
      `
Environment, under keeper synth and under any cdktf command:
  KEEPER_CUSTOMERS=<id>,<id>
      selects customers
  KEEPER_IMPORT=<id or address>,…
      imports what exists in Azure and is missing from Terraform's state`,
    )
    .action(async (customers: string[], { json, engine }: { json?: boolean; engine?: Engine }) => {
      const { synth } = await import("./verbs/synth.ts");
      done(await synth({ customers, json: json === true, engine }, commandContext));
    });
}

function addSchema(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("schema")
    .description("print the JSON Schema of customers or offers in YAML or JSON")
    .addArgument(new Argument("[kind]", "whose schema").choices(["customer", "offer"]).default("customer"))
    .action(async (kind: SchemaKind) => {
      const { schema } = await import("./verbs/schema.ts");
      done(schema(kind, commandContext));
    });
}

function addRoles(program: Command, commandContext: CommandContext, done: Done): void {
  const roles = program
    .command("roles")
    .description("search the role catalogue: what a role allows, and why one is refused")
    .argument("[words...]", "words that must all occur in a role's name or id")
    .option("--role <name>", "show one role whole, by its name or id")
    .option("--json", "print the roles as JSON")
    .action(async (words: string[], { role, json = false }: { role?: string; json?: boolean }) => {
      const { searchCatalogue } = await import("./verbs/roles.ts");
      done(await searchCatalogue({ words, role, json }, commandContext));
    });
  roles
    .command("update")
    .description("write a new catalogue from `az role definition list --output json`")
    .requiredOption("--from <file>", "the output of az")
    .option("--date <date>", "when az printed it, YYYY-MM-DD (default: today)")
    .option("--json", "print what changed as JSON")
    .action(async (_: unknown, command: Command) => {
      // the parent has --json as well: both positions mean the same
      const options: { from: string; date?: string; json?: boolean } = command.optsWithGlobals();
      const { updateCatalogue } = await import("./verbs/roles.ts");
      const { from, date, json } = options;
      done(await updateCatalogue({ from, date }, json === true, commandContext));
    });
}

function addCompletion(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("completion")
    .description("print a script with which a shell completes keeper's command line")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText(
      "after",
      `
The script's first line says where it belongs. It works for keeper on PATH, and
behind: alias keeper='npx --no keeper'.
Ids of customers and offers are completed by the names of their files; no
definition runs.`,
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import("./verbs/completion.ts");
      done(completionScript(shell, commandContext));
    });
}

function addSandbox(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("sandbox")
    .description("run Terraform and cdktf against an emulated Azure; nothing real is touched")
    .argument(
      "[command...]",
      "after --: what to run inside; without it, the sandbox stays up until interrupted",
    )
    .option("--state <folder>", "keep Azure, Terraform's state and the lock there (default: gone at the end)")
    .option("--azure <file>", "tenants, subscriptions and principals as JSON (default: the estate's own)")
    .option(
      "--from <source>",
      "begin with what a folder from keeper fetch shows, or a plan or state; may be repeated (default: nothing)",
      (source: string, before: readonly string[] = []) => [...before, source],
    )
    .addOption(
      new Option("--provider <provider>", "what Terraform talks to")
        .choices(["stand-in", "azurerm"])
        .default("stand-in"),
    )
    .addOption(
      new Option("--pace <pace>", "how long the stand-in waits: shortened, or as long as azurerm does")
        .choices(["fast", "azure"])
        .default("fast"),
    )
    .addHelpText(
      "after",
      "\nExample: keeper sandbox -- npx cdktf deploy fabrikam\nEnds with the command's exit code.",
    )
    .action(async (command: string[], options: SandboxOptions) => {
      const { sandbox } = await import("./verbs/sandbox.ts");
      done(await sandbox(command, options, commandContext));
    });
}
