import type { AccessReview } from "../../review/access-change.ts";
import { compareNamedSides, type SidesRequest } from "../../workflows/compare-sides.ts";
import { type CommandContext, type ExitCode, sidesContext } from "../command-context.ts";
import type { ReviewFormat } from "../formats.ts";
import { printFailure } from "../print.ts";
import { printOrWrite } from "../print-or-write.ts";
import { renderReview } from "../render-review.ts";

/** What `keeper review` is asked for. */
export interface ReviewRequest extends SidesRequest {
  readonly format: ReviewFormat;
  /** File to write to. @default - standard output */
  readonly output: string | undefined;
  /** Whether a difference ends with exit code 1. */
  readonly exitCode: boolean;
}

/** `keeper review`: who gains or loses what between two sides. */
export async function review(request: ReviewRequest, commandContext: CommandContext): Promise<ExitCode> {
  const compared = await compareNamedSides(request, sidesContext(commandContext));
  if (!compared.ok) return printFailure(compared.error, false, commandContext.terminal);
  const text = await renderReview(request.format, compared.value, commandContext);
  const written = printOrWrite(text, request.output, commandContext);
  if (!written.ok) return printFailure(written.error, false, commandContext.terminal);
  return request.exitCode && differs(compared.value.review) ? 1 : 0;
}

/** Whether access differs: what only people read does not count. */
function differs({ grade, flags }: AccessReview): boolean {
  return flags.length > 0 || !["none", "cosmetic"].includes(grade);
}
