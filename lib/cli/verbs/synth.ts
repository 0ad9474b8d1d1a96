import { type EstateFolders, findEstate, inSandbox } from "../../estate/find-estate.ts";
import { readEstate, type Selection } from "../../estate/read-estate.ts";
import { accessText } from "../../report/access-text.ts";
import { count } from "../../report/phrases.ts";
import { stateMoveText } from "../../report/state-move.ts";
import { type CheckResult, checkRules, hasErrors } from "../../rules/check.ts";
import { concerningSynthesis } from "../../rules/concerning-synthesis.ts";
import type { Estate } from "../../rules/estate.ts";
import { RULES } from "../../rules/rules.ts";
import type { Failure } from "../../values/failure.ts";
import { type Synthesis, synthesizeEstate } from "../../workflows/synthesize-estate.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration } from "../command-context.ts";
import { findingsJson, printFailure, printFindings, printJson } from "../print.ts";
import type { Terminal } from "../terminal.ts";

/** What `keeper synth` is asked for. */
export interface SynthRequest {
  /** Ids of the customers to synthesize; empty for those in KEEPER_CUSTOMERS, else all. */
  readonly customers: readonly string[];
  readonly json: boolean;
}

/** `keeper synth`: also the app that the cdktf CLI starts. */
export async function synth(request: SynthRequest, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal, folder, environment } = commandContext;
  const { customers, json } = request;
  const estate = findEstate(folder, environment["CDKTF_OUTDIR"]);
  if (!estate.ok) return printFailure(estate.error, json, terminal);
  const wantsHcl = ["true", "1"].includes(environment["SYNTH_HCL_OUTPUT"] ?? "");
  if (wantsHcl) return printFailure(HCL_REFUSED, json, terminal);
  const selection = selected(customers, environment["KEEPER_CUSTOMERS"]);
  if (selection === undefined) return printFailure(NOBODY_SELECTED, json, terminal);
  const folders = inSandbox(estate.value, environment["KEEPER_SANDBOX"]);
  const context = await readEstate(folders, selection, inContinuousIntegration(commandContext), (done, of) =>
    terminal.progress(`reading customers: ${done} of ${of}`),
  );
  if (!context.ok) return printFailure(context.error, json, terminal);
  return synthesize(folders, context.value, request, commandContext);
}

async function synthesize(
  folders: EstateFolders,
  context: Estate,
  { json }: SynthRequest,
  { terminal, environment }: CommandContext,
): Promise<ExitCode> {
  const { root } = folders;
  const result = concerningSynthesis(checkRules(context, RULES), context);
  const failed = hasErrors(result.findings);
  // the cdktf CLI shows what its app prints with every command, `list` included: then only what needs somebody,
  // and on the error stream, which it labels ERROR, only errors
  const brief = environment["CDKTF_OUTDIR"] !== undefined;
  const stream = brief && !failed ? { err: terminal.out } : terminal;
  if (!json) await printFindings(brief ? open(result) : result, root, stream);
  if (failed) {
    if (json) printJson({ ...(await findingsJson(result, root)), written: null }, terminal);
    else terminal.err("nothing was written\n");
    return 1;
  }
  const imports = new Set(listed(environment["KEEPER_IMPORT"]));
  const synthesis = synthesizeEstate(folders, context, imports, (done, of) =>
    terminal.progress(`synthesizing: ${done} of ${of}`),
  );
  if (!synthesis.ok) return printFailure(synthesis.error, json, terminal);
  if (json) printJson({ ...(await findingsJson(result, root)), ...synthesisJson(synthesis.value) }, terminal);
  else printSynthesis(synthesis.value, brief, terminal);
  return 0;
}

/** What the cdktf CLI has to show: nothing where all is well. */
function open({ findings }: CheckResult): CheckResult {
  return { findings: findings.filter(({ accepted }) => accepted === undefined), skippedRules: [] };
}

const HCL_REFUSED: Failure = {
  kind: "bad-arguments",
  problem: "stacks are written as Terraform JSON, not as HCL",
  fix: "run cdktf without --hcl",
};

const NOBODY_SELECTED: Failure = {
  kind: "bad-arguments",
  problem: "KEEPER_CUSTOMERS is set and names nobody",
  fix: "name customers by their ids, separated by commas, or unset it to synthesize all",
};

/**
 * The customers named on the command line, else those in KEEPER_CUSTOMERS, else all. Undefined where the variable
 * holds something but no name: whoever built it from parts that are empty did not mean everybody.
 */
function selected(customers: readonly string[], variable: string | undefined): Selection | undefined {
  if (customers.length > 0) return [...new Set(customers)];
  if (variable === undefined || variable === "") return "complete";
  const ids = listed(variable);
  return ids.length === 0 ? undefined : [...new Set(ids)];
}

/** The entries of a variable that holds a list separated by commas. */
function listed(variable: string | undefined): string[] {
  return (variable ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function printSynthesis(synthesis: Synthesis, brief: boolean, terminal: Terminal): void {
  const { access, marker, outputName, state, lockChanged } = synthesis;
  if (!brief) terminal.out(accessText(access));
  for (const { customer } of access) terminal.out(stateMoveText(customer, state));
  if (brief) return;
  const kept =
    marker.kept.length === 0 ? "" : `; ${count(marker.kept.length, "other stack")} left as they were`;
  terminal.out(`\n${count(marker.customers.length, "stack")} written to ${outputName}${kept}\n`);
  if (lockChanged) terminal.out("estate.lock.json changed: commit it with the definitions\n");
}

function synthesisJson({ access, marker, grants }: Synthesis): object {
  return {
    written: marker,
    customers: access.map(({ customer }) => ({ id: customer.id, access: grants.get(customer.id) ?? [] })),
  };
}
