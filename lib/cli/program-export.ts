import { type Command, Option } from "commander";
import { LANGUAGES } from "../report/languages/customer-words.ts";
import type { CommandContext } from "./command-context.ts";
import type { ConsentFormat, ConsentOptions } from "./verbs/consent.ts";
import type { ExportOptions } from "./verbs/export.ts";

/** Adds `keeper export` to the command line. */
export function addExport(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("export")
    .description("write packages with which customers deploy, check and end their delegations by themselves")
    .argument("[customer...]", "ids of customers; each subscription with a delegation gets a folder")
    .option("--offer <id[/plan]>", "a package for a customer that is not known yet, for each public plan")
    .option(
      "--management-group",
      "with --offer: also policies that delegate all subscriptions of a management group",
    )
    .option(
      "--public-url <address>",
      "with --offer: where the output folder is published; adds a link to deploy",
    )
    .option("--output <folder>", "where to write them, each customer's in place of the old ones", "packages")
    .addOption(
      new Option("--language <code>", "language of what the customer reads").choices(LANGUAGES).default("en"),
    )
    .option("--json", "print what was written as JSON")
    .action(async (customers: string[], options: ExportOptions) => {
      const { exportVerb } = await import("./verbs/export.ts");
      done(await exportVerb(customers, options, commandContext));
    });
}

const CONSENT_FORMATS: readonly ConsentFormat[] = ["html", "markdown", "json"];

/** Adds `keeper consent` to the command line. */
export function addConsent(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("consent")
    .description("say on one sheet what customers agree to, in plain words: who may do what, on which terms")
    .argument("<customer...>", "ids of customers")
    .option(
      "--since <version>",
      "show what changes since this version of the plans they take, or since what is recorded as accepted: accepted",
    )
    .addOption(new Option("--language <code>", "language of the sheet").choices(LANGUAGES).default("en"))
    .addOption(
      new Option(
        "--format <format>",
        "what to write (default: by the ending of --output; else Markdown on a terminal, and HTML anywhere else)",
      ).choices(CONSENT_FORMATS),
    )
    .option("--output <file>", "write it there")
    .action(async (customers: string[], options: ConsentOptions) => {
      const { consent } = await import("./verbs/consent.ts");
      done(await consent(customers, options, commandContext));
    });
}
