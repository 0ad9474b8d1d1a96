import { type Command, Option } from "commander";
import type { OfferAnswers } from "../workflows/offer-answers.ts";
import type { CommandContext } from "./command-context.ts";
import type { InitOptions } from "./verbs/init.ts";
import type { NewPipelinesOptions } from "./verbs/new.ts";
import type { NewVersionOptions } from "./verbs/new-version.ts";

type Done = (code: number) => void;

/** Adds `keeper init` and `keeper new`. */
export function addBeginnings(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("init")
    .description("begin an estate: everything from cdktf.json to a first customer; overwrites nothing")
    .argument("[folder]", "where", ".")
    .option("--yaml", "write the offer and the customer as YAML")
    .addOption(new Option("--github", "add the pipelines for GitHub Actions").conflicts("azureDevops"))
    .option("--azure-devops", "add the pipelines for Azure DevOps")
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import("./verbs/init.ts");
      done(await init(folder, options, commandContext));
    });
  addNew(program, commandContext, done);
}

function addNew(program: Command, commandContext: CommandContext, done: Done): void {
  const parent = program.command("new").description("write a commented starting file");
  addNewOffer(parent, commandContext, done);
  addNewCustomer(parent, commandContext, done);
  addNewVersion(parent, commandContext, done);
  addNewForGate(parent, commandContext, done);
}

const ID_WORDS = "2 to 50 characters: a-z first, then a-z, 0-9 and -";

function addNewOffer(parent: Command, commandContext: CommandContext, done: Done): void {
  parent
    .command("offer")
    .description("write offers/<id>.ts")
    .argument("<id>", ID_WORDS)
    .addOption(new Option("--yaml", "write offers/<id>.yaml instead").conflicts("from"))
    .option("--from <offer>", "copy this offer, with its versions, under the new id")
    .addOption(new Option("--name <title>", "the offer's title").conflicts("from"))
    .addOption(new Option("--description <text>", "what you do for the customer").conflicts("from"))
    .addOption(new Option("--tenant-id <id>", "your tenant").conflicts("from"))
    .addOption(new Option("--tenant-name <name>", "your company's name").conflicts("from"))
    .addOption(new Option("--group-id <id>", "object id of the group that gets access").conflicts("from"))
    .addOption(new Option("--group-name <name>", "what customers read of that group").conflicts("from"))
    .action(async (id: string, { yaml = false, from, ...answers }: NewOfferOptions) => {
      const { newDefinition } = await import("./verbs/new.ts");
      done(await newDefinition({ kind: "offer", id, yaml, from, answers }, commandContext));
    });
}

function addNewCustomer(parent: Command, commandContext: CommandContext, done: Done): void {
  parent
    .command("customer")
    .description("write customers/<id>.ts")
    .argument("<id>", ID_WORDS)
    .option("--yaml", "write customers/<id>.yaml instead")
    .option("--name <name>", "the customer's name")
    .option("--tenant-id <id>", "the customer's tenant")
    .option("--subscription <name=id>", "a subscription, by your name for it; repeatable", listed)
    .option(
      "--offer <offer/plan@version>",
      "what the customer takes; without a version, the newest; repeatable",
      listed,
    )
    .option(
      "--resource-group <name>",
      "delegate this resource group instead of whole subscriptions; <subscription>/<name> where there are several; repeatable",
      listed,
    )
    .addOption(new Option("--deployed-by <who>", "who applies the stack").choices(["provider", "customer"]))
    .addHelpText(
      "after",
      `
Example:
  keeper new customer fabrikam --name "Fabrikam Logistics" --tenant-id <id> \\
    --subscription production=<id> --offer managed-operations/complete

In a terminal, what no flag says is asked; Enter leaves it open. Never in
continuous integration.`,
    )
    .action(async (id: string, { yaml = false, ...words }: NewCustomerOptions) => {
      const { subscription, offer, resourceGroup, ...others } = words;
      const answers = {
        ...others,
        subscriptions: subscription,
        offers: offer,
        resourceGroups: resourceGroup,
      };
      const { newDefinition } = await import("./verbs/new.ts");
      done(await newDefinition({ kind: "customer", id, yaml, answers }, commandContext));
    });
}

function addNewVersion(parent: Command, commandContext: CommandContext, done: Done): void {
  parent
    .command("version")
    .description(
      "restore the recorded versions of a plan after an edit, and write the next one with the edit",
    )
    .argument("<offer/plan>", "the plan")
    .option(
      "--all-that-include <name>",
      "also every plan whose changed versions name this set, policy or principal",
    )
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExit codes: 0 written, 1 something is left to write by hand, 2 could not run.")
    .action(async (plan: string, options: NewVersionOptions) => {
      const { writeNewVersion } = await import("./verbs/new-version.ts");
      done(await writeNewVersion(plan, options, commandContext));
    });
}

/** Options of `keeper new offer`, as typed. */
interface NewOfferOptions extends OfferAnswers {
  readonly yaml?: boolean;
  readonly from?: string;
}

/** Options of `keeper new customer`, as typed. */
interface NewCustomerOptions {
  readonly yaml?: boolean;
  readonly name?: string;
  readonly tenantId?: string;
  readonly deployedBy?: "provider" | "customer";
  readonly subscription?: readonly string[];
  readonly offer?: readonly string[];
  readonly resourceGroup?: readonly string[];
}

/** Collects an option that may be given several times. */
function listed(word: string, before: readonly string[] = []): readonly string[] {
  return [...before, word];
}

function addNewForGate(parent: Command, commandContext: CommandContext, done: Done): void {
  parent
    .command("policy")
    .description("write policy.yaml with the shipped rules")
    .action(async () => {
      const { newPolicy } = await import("./verbs/new.ts");
      done(await newPolicy(commandContext));
    });
  parent
    .command("pipelines")
    .description("copy the shipped pipelines into this repository")
    .option("--github", "GitHub Actions: .github/workflows/")
    .option("--azure-devops", "Azure DevOps: pipelines/")
    .action(async (options: NewPipelinesOptions) => {
      const { newPipelines } = await import("./verbs/new.ts");
      done(await newPipelines(options, commandContext));
    });
}
