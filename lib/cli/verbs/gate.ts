import { mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { APPROVALS_FOLDER, type ApprovalFile } from "../../gate/approval-file.ts";
import { type Platform, readAuthor } from "../../gate/author.ts";
import type { Decision } from "../../gate/decide.ts";
import { jsonDecision, markdownDecision, terminalDecision } from "../../report/gate-report.ts";
import { asksForApproval, type GateContext } from "../../report/gate-text.ts";
import { reportContext } from "../../report/review/report-context.ts";
import { failure, type Outcome, reasonOf } from "../../values/failure.ts";
import { mapResult, take } from "../../values/result.ts";
import { decideChange, type GateRequest, type GateResult } from "../../workflows/gate.ts";
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
  /** Immutable id of the author's account. */
  readonly authorId?: string;
  readonly platform?: Platform;
  /** File with the platform's reviews of the change. */
  readonly platformApprovals?: string;
  readonly allowEmpty?: boolean;
  /** Folder of a snapshot, which says whether deviations still hold. @default - none */
  readonly from?: string;
  /** Folder with the facts of a plan's change, which name its deviations. @default - base's deviations */
  readonly deviations?: string;
  readonly format: GateFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
  /** File to write the approval file to, where approvals are missing; true: in `approvals/`. @default - it is shown only */
  readonly approvalFile?: string | true;
}

/** What a decision is reported with. */
export function gateContext(result: GateResult): GateContext {
  const { directory, file, source, policy, review } = result;
  const report = reportContext({ ...result, plan: undefined, isJudgedByCheckout: false });
  return { directory, policy: source, rules: policy.rules, file, review, report };
}

/** Writes the file where approvals are. In the estate's root it would be a changed tooling file itself. */
function writeApprovalFile(
  { name, text }: ApprovalFile,
  root: string,
  named: string | true,
  commandContext: CommandContext,
): Outcome<undefined> {
  const inRoot = named !== true && dirname(resolve(commandContext.folder, named)) === root;
  if (inRoot) {
    const problem = `--approval-file ${named} is in the estate's root, where the file counts as a changed tooling file`;
    return failure("bad-arguments", problem, `write --approval-file approvals/${basename(named)}`);
  }
  if (named !== true) return printOrWrite(text, named, commandContext);
  try {
    mkdirSync(join(root, APPROVALS_FOLDER), { recursive: true });
  } catch (error) {
    const problem = `${APPROVALS_FOLDER} cannot be made: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "name another file: --approval-file <path>");
  }
  return printOrWrite(text, join(root, APPROVALS_FOLDER, name), commandContext);
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
    const { decision, file } = result;
    const context = gateContext(result);
    const text = RENDERERS[options.format](decision, context);
    if (options.approvalFile !== undefined && asksForApproval(decision))
      yield* take(writeApprovalFile(file, result.root, options.approvalFile, commandContext));
    yield* take(printOrWrite(text, options.output, commandContext));
    if (options.output !== undefined) terminal.err(terminalDecision(decision, context));
    return EXIT_CODES[decision.kind];
  });
}

function gateRequest(
  sides: Pick<GateRequest, "before" | "after">,
  { base, head, names, customer: customers = [], allowEmpty = false, ...options }: GateOptions,
): Outcome<GateRequest> {
  if (base === undefined || head === undefined) {
    const problem = "the gate needs --base and --head: the revisions that policy and approvals are read from";
    return failure("bad-arguments", problem, "name the base's commit and the change's, both fetched");
  }
  const { author: name, authorId: id, platform, platformApprovals, from, deviations } = options;
  if (platformApprovals !== undefined && platform !== "github") {
    const problem =
      "--platform-approvals needs --platform github: no other platform says which commit a review is of";
    return failure("bad-arguments", problem, "sign the approvals instead");
  }
  return mapResult(readAuthor({ name, id, platform }), (author) => {
    return {
      ...sides,
      names,
      customers,
      author,
      platformApprovals,
      allowEmpty,
      from,
      deviations,
      revisions: { base, head },
    };
  });
}
