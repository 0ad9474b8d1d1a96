import { type Command, InvalidArgumentError, Option } from "commander";
import { PLATFORMS } from "../gate/author.ts";
import type { Reader } from "../report/access-capabilities.ts";
import type { CommandContext } from "./command-context.ts";
import type { AccessFormat, AccessOptions } from "./verbs/access.ts";
import type { ApproveOptions } from "./verbs/approve.ts";
import type { DefinitionsOptions } from "./verbs/definitions.ts";
import type { GateFormat, GateOptions } from "./verbs/gate.ts";
import type { ReviewFormat, ReviewOptions } from "./verbs/review.ts";

/*
 * The verbs that compare access: review, access, gate; and those that keeper starts in a process of their own.
 */

type Done = (code: number) => void;

const REVIEW_FORMATS: readonly ReviewFormat[] = ["terminal", "markdown", "html", "json", "sarif", "junit"];

const GATE_FORMATS: readonly GateFormat[] = ["terminal", "markdown", "json"];

const READERS: readonly Reader[] = ["engineers", "laymen"];

const SIDES = `
A side is . (the definitions of this checkout), git:<revision> (those of a
commit, run in a process of their own), a cdktf.out folder, a state from
terraform show -json, a folder with Azure's lists (definitions.json,
assignments.json) from keeper fetch, or a plan from terraform show -json, which
is both sides by itself.`;

/** Sides that a gate decides on: those that will be applied. */
const GATED_SIDES = `
A side is a cdktf.out folder, or a plan from terraform show -json, which is both
sides by itself.`;

/** Adds them to the command line. */
export function addReviewVerbs(program: Command, commandContext: CommandContext, done: Done): void {
  addReview(program, commandContext, done);
  addAccess(program, commandContext, done);
  addGate(program, commandContext, done);
  addApprove(program, commandContext, done);
  program.command("modules", { hidden: true }).action(async () => {
    const { modules } = await import("./verbs/modules.ts");
    done(await modules());
  });
  program
    .command("definitions", { hidden: true })
    .option("--stacks")
    .action(async (options: DefinitionsOptions) => {
      const { definitions } = await import("./verbs/definitions.ts");
      done(await definitions(options, commandContext));
    });
}

function withSides(command: Command, sides: string): Command {
  return command
    .option("--base <revision>", "the revision whose role catalogue judges both sides")
    .option("--head <revision>", "the change's revision")
    .option("--names <folder>", "the base's cdktf.out, for its names, where a plan is compared")
    .option("--customer <id...>", "customer of the plan; or the only customers to compare")
    .addHelpText("after", sides);
}

function addReview(program: Command, commandContext: CommandContext, done: Done): void {
  const command = program
    .command("review")
    .description("show who gains or loses what between two sides")
    .argument("[before]", "a side (default: git:<where this branch left the default branch>)")
    .argument("[after]", "a side (default: .)")
    .addOption(new Option("--format <format>", "what to write").choices(REVIEW_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .option("--exact", "show patterns of operations, ids and files below the summary")
    .addOption(new Option("--explain <number>", "show everything about one change").argParser(changeNumber))
    .option("--exit-code", "end with 1 when access differs")
    .option("--execute-definitions", "run definitions under continuous integration too");
  withSides(command, SIDES).action(
    async (before: string | undefined, after: string | undefined, options: ReviewOptions) => {
      const { review } = await import("./verbs/review.ts");
      done(await review({ before, after }, options, commandContext));
    },
  );
}

/** The number of a change, as a summary prints it. */
function changeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is the number before a change, as keeper review prints it.");
}

const ACCESS_FORMATS: readonly AccessFormat[] = ["terminal", "markdown", "html", "csv", "json"];

function addAccess(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("access")
    .description("show who can do what where, and what a compromised principal could do")
    .argument("[side]", "a side (default: .)")
    .option("--principal <principal>", "a principal by its object id or registered name")
    .option("--customer <id>", "a customer")
    .option("--role <role>", "a role by its name or id")
    .option("--on <day>", "at the end of that day (YYYY-MM-DD, UTC), by what was recorded")
    .option("--from <folder...>", "snapshots of keeper fetch to compare that day with")
    .option("--exact", "show patterns of operations beside the words")
    .addOption(new Option("--for <reader>", "whom the words are for").choices(READERS).default("engineers"))
    .option("--execute-definitions", "run definitions under continuous integration too")
    .addOption(new Option("--format <format>", "what to write").choices(ACCESS_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .option("--json", "the same as --format json")
    .addHelpText("after", SIDES)
    .action(async (side: string | undefined, options: AccessOptions) => {
      const { access } = await import("./verbs/access.ts");
      done(await access(side, options, commandContext));
    });
}

function addGate(program: Command, commandContext: CommandContext, done: Done): void {
  const command = program
    .command("gate")
    .description("decide on a change of access by base's policy: pass, or what is missing")
    .argument("<before>", "a cdktf.out folder, or a plan")
    .argument("[after]", "a cdktf.out folder")
    .option("--author <name>", "the platform's name of the account that opened the change")
    .option("--author-id <id>", "its immutable id: digits on GitHub, a GUID on Azure DevOps")
    .addOption(
      new Option(
        "--platform <platform>",
        "the platform: then name and id of the author are required",
      ).choices(PLATFORMS),
    )
    .option(
      "--platform-approvals <file>",
      "GitHub's list of the change's reviews, for approvals without signature",
    )
    .option("--from <folder>", "a snapshot by keeper fetch: whether Azure still has what deviations allow")
    .option(
      "--deviations <folder>",
      "of a plan: the folder with the change's facts.json, which names deviations",
    )
    .option("--allow-empty", "an estate without customers is meant")
    .addOption(new Option("--format <format>", "what to write").choices(GATE_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .option(
      "--approval-file [path]",
      "where approvals are missing, write the file to be filled in there (default: into approvals/)",
    )
    .addHelpText("after", "\nExit codes: 0 pass, 1 blocked, 2 could not decide.");
  withSides(command, GATED_SIDES).action(
    async (before: string, after: string | undefined, options: GateOptions) => {
      const { gate } = await import("./verbs/gate.ts");
      done(await gate({ before, after }, options, commandContext));
    },
  );
}

function addApprove(program: Command, commandContext: CommandContext, done: Done): void {
  const command = program
    .command("approve")
    .description("show a change in short, and write and sign its approval; run where the key is")
    .argument("[before]", "the base's cdktf.out folder, as the pipeline made it")
    .argument("[after]", "the change's cdktf.out folder")
    .addOption(
      new Option(
        "--download <platform>",
        "fetch both from the pipeline's run for --head, with your gh or az",
      ).choices(PLATFORMS),
    )
    .option(
      "--key <file>",
      "the key that signs, as ssh-keygen -Y sign -f takes it; a .pub file for ssh-agent",
    )
    .option("--approver <name>", "your name in allowed_signers (default: the key's first one)")
    .option("--reason <text>", "why; some changes require it")
    .option("--until <day>", "the last day on which it counts (default: a week from today)")
    .option("--expect <digest>", "the digest that the platform shows; refuse any other")
    .option("--yes", "approve without a question")
    .option("--execute-definitions", "let . and git:<revision> be sides: runs the change's code as you");
  withSides(command, GATED_SIDES).action(
    async (before: string | undefined, after: string | undefined, options: ApproveOptions) => {
      const { approve } = await import("./verbs/approve.ts");
      done(await approve({ before, after }, options, commandContext));
    },
  );
}
