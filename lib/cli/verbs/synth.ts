import type { Engine } from "../../delegation/engine.ts";
import { checkJson } from "../../report/finding-json.ts";
import { checkText } from "../../report/finding-text.ts";
import { stateMovesText, synthesisJson, synthesisText } from "../../report/synthesis-text.ts";
import type { CheckResult } from "../../rules/check.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { type SynthesisRequest, synthesize } from "../../workflows/synthesize.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { servedRulePages } from "../own-package.ts";
import { printJson, runVerb } from "../print.ts";
import { errorStream, type Terminal } from "../terminal.ts";

/** The options of `keeper synth`. */
export interface SynthOptions {
  /** Ids of the customers to synthesize; empty for those in KEEPER_CUSTOMERS, else all. */
  readonly customers: readonly string[];
  readonly json: boolean;
  /** What writes the stacks. @default - what `estate.ts` says */
  readonly engine: Engine | undefined;
}

/** `keeper synth`: also the app that the cdktf CLI starts. */
export function synth(options: SynthOptions, commandContext: CommandContext): Promise<ExitCode> {
  const { json } = options;
  const { terminal, environment } = commandContext;
  return runVerb(terminal, json, async function* () {
    const pages = yield* take(servedRulePages(commandContext));
    const request = yield* take(synthesisRequest(options, environment));
    const { result, synthesis } = yield* take(await synthesize(request, worldOf(commandContext)));
    // the cdktf CLI shows its app's output with every command, even `list`: so print only what needs action
    const brief = environment["CDKTF_OUTDIR"] !== undefined;
    if (!json) printFindings(result, brief, synthesis !== undefined, terminal);
    if (synthesis === undefined) {
      if (json) printJson({ ...checkJson(result, pages), written: null }, terminal);
      else terminal.err("nothing was written\n");
      return 1;
    }
    const written = yield* take(synthesis);
    if (json) printJson({ ...checkJson(result, pages), ...synthesisJson(written) }, terminal);
    else terminal.out(brief ? stateMovesText(written) : synthesisText(written, terminal.columns));
    return 0;
  });
}

function printFindings(result: CheckResult, brief: boolean, hasPassed: boolean, terminal: Terminal): void {
  // the cdktf CLI labels the error stream ERROR: only errors go there
  const print = brief && hasPassed ? terminal.out : terminal.err;
  print(checkText(brief ? open(result) : result, brief ? {} : errorStream(terminal)));
}

/** Text for the cdktf CLI; empty where no action is needed. */
function open({ findings }: CheckResult): CheckResult {
  return { findings: findings.filter(({ accepted }) => accepted === undefined), skippedRules: [] };
}

function synthesisRequest(
  { customers, engine }: SynthOptions,
  environment: CommandContext["environment"],
): Outcome<SynthesisRequest> {
  if (["true", "1"].includes(environment["SYNTH_HCL_OUTPUT"] ?? ""))
    return failure(
      "bad-arguments",
      "stacks are written as Terraform JSON, not as HCL",
      "run cdktf without --hcl",
    );
  const variable = environment["KEEPER_CUSTOMERS"] ?? "";
  const named = customers.length > 0 ? customers : listed(variable);
  // a variable that was built from empty parts does not mean all customers
  if (named.length === 0 && variable !== "")
    return failure(
      "bad-arguments",
      "KEEPER_CUSTOMERS is set but names no customer",
      "name customers by their ids, separated by commas, or unset it to synthesize all",
    );
  return success({
    selection: named.length === 0 ? "complete" : [...new Set(named)],
    engine,
    imports: new Set(listed(environment["KEEPER_IMPORT"] ?? "")),
    output: environment["CDKTF_OUTDIR"],
    sandbox: environment["KEEPER_SANDBOX"],
  });
}

/** The entries of a variable that holds a list separated by commas. */
function listed(variable: string): string[] {
  return variable
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
