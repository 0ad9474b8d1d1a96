import type { Platform } from "../../gate/author.ts";
import { forTerminal } from "../../report/escape.ts";
import { terminalApproval } from "../../report/gate-report.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import {
  type ApproveRequest,
  type PreparedApproval,
  prepareApproval,
  writeApproval,
} from "../../workflows/approve.ts";
import { prepareDownloadedApproval } from "../../workflows/approve-download.ts";
import type { World } from "../../workflows/world.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";
import type { SidesOptions } from "../sides.ts";
import { gateContext } from "./gate.ts";

/** The options of `keeper approve`. */
export interface ApproveOptions extends SidesOptions {
  readonly key?: string;
  /** The platform that both sides are downloaded from. */
  readonly download?: Platform;
  readonly approver?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly expect?: string;
  /** Whether to approve without a question. */
  readonly yes?: boolean;
  readonly executeDefinitions?: boolean;
}

/** `keeper approve`: shows a change in short, and writes and signs its approval. */
export function approve(
  sides: NamedSides,
  options: ApproveOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const world = worldOf(commandContext);
  return runVerb(terminal, false, async function* () {
    const prepared = yield* take(await prepare(sides, options, world));
    terminal.out(terminalApproval(prepared.result.decision, gateContext(prepared.result)));
    const agreed = options.yes === true || (await terminal.confirm(`approve as ${prepared.approver}?`));
    if (agreed === undefined) {
      const fix = "read the review above, and pass --yes";
      yield* take(failure("bad-arguments", "there is no terminal to ask a question", fix));
    }
    if (agreed !== true) {
      terminal.err("not approved: nothing was written\n");
      return 1;
    }
    const files = yield* take(writeApproval(prepared, world));
    const add = `git add ${files.map((file) => JSON.stringify(file)).join(" ")}`;
    terminal.out(
      `approved as ${forTerminal(prepared.approver)}. Commit both files to the change's branch:\n  ${forTerminal(add)}\n  git commit -m "Approve"\n`,
    );
    return 0;
  });
}

/** The sides as they were written. */
interface NamedSides {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Prepares the approval, from two sides that were named or from those of the platform. */
async function prepare(
  { before, after }: NamedSides,
  options: ApproveOptions,
  world: World,
): Promise<Outcome<PreparedApproval>> {
  const request = approveRequest(options);
  if (!request.ok) return request;
  const { download } = options;
  if (download !== undefined && before === undefined)
    return prepareDownloadedApproval(request.value, download, world);
  if (download === undefined && before !== undefined)
    return prepareApproval({ ...request.value, before, after }, world);
  const problem =
    download === undefined ? "approving needs two sides" : "--download brings both sides, and one is named";
  return failure("bad-arguments", problem, "name base.out and change.out, or pass --download <platform>");
}

function approveRequest({
  base,
  head,
  names,
  customer: customers = [],
  key,
  executeDefinitions = false,
  ...options
}: ApproveOptions): Outcome<Omit<ApproveRequest, "before" | "after">> {
  if (base === undefined || head === undefined || key === undefined) {
    const problem = "approving needs --base, --head and --key";
    return failure("bad-arguments", problem, "name the two commits, and the key that signs");
  }
  const { approver, reason, until, expect: expected } = options;
  const revisions = { base, head };
  return success({ names, customers, revisions, key, approver, reason, until, expected, executeDefinitions });
}
