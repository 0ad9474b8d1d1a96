import type { Decision } from "../../gate/decide.ts";
import { jsonDecision, markdownDecision, terminalDecision } from "../../report/gate-report.ts";
import { asksForApproval } from "../../report/gate-text.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { decideChange, type GateRequest } from "../../workflows/gate.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import type { SidesOptions } from "../sides.ts";

/** The forms of a decision. */
const RENDERERS = { terminal: terminalDecision, markdown: markdownDecision, json: jsonDecision };

/** A form of a decision. */
export type GateFormat = keyof typeof RENDERERS;

/** The options of `keeper gate`. */
export interface GateOptions extends SidesOptions {
  readonly author?: string;
  readonly allowEmpty?: boolean;
  readonly format: GateFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
  /** Path for the approval file, where approvals are missing. @default - it is only shown */
  readonly approvalFile?: string;
}

const EXIT_CODES: Readonly<Record<Decision["kind"], ExitCode>> = {
  pass: 0,
  blocked: 1,
  undecided: 2,
} satisfies Record<Decision["kind"], ExitCode>;

/** `keeper gate`: pass, blocked or undecided, by base's policy. Never runs a definition. */
export function gate(
  sides: Pick<GateRequest, "before" | "after">,
  options: GateOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const request = yield* take(gateRequest(sides, options));
    const result = yield* take(await decideChange(request, worldOf(commandContext)));
    const { decision, directory, file, source, policy } = result;
    const context = { directory, policy: source, rules: policy.rules, file };
    const text = RENDERERS[options.format](decision, context);
    if (options.approvalFile !== undefined && asksForApproval(decision))
      yield* take(printOrWrite(file.text, options.approvalFile, commandContext));
    yield* take(printOrWrite(text, options.output, commandContext));
    if (options.output !== undefined) terminal.err(terminalDecision(decision, context));
    return EXIT_CODES[decision.kind];
  });
}

function gateRequest(
  sides: Pick<GateRequest, "before" | "after">,
  { base, head, names, customer: customers = [], author, allowEmpty = false }: GateOptions,
): Outcome<GateRequest> {
  if (base === undefined || head === undefined) {
    const problem = "the gate needs --base and --head: the revisions that policy and approvals are read from";
    return failure("bad-arguments", problem, "name the base's commit and the change's, both fetched");
  }
  // with an unset variable as the author, the real author could approve the change
  if (author !== undefined && /\$[({]/.test(author)) {
    const problem = `--author ${JSON.stringify(author)} is a variable without its value`;
    return failure("bad-arguments", problem, "pass the name that the platform gives");
  }
  return success({ ...sides, names, customers, author, allowEmpty, revisions: { base, head } });
}
