import type { ReportContext } from "../../report/review/context.ts";
import { reportContext } from "../../report/review/report-context.ts";
import type { AccessReview } from "../../review/access-change.ts";
import { take } from "../../values/result.ts";
import { type ReviewRequest, reviewSides } from "../../workflows/review.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import { revisionsOf, type SidesOptions } from "../sides.ts";
import type { Terminal } from "../terminal.ts";

/** Gives a report, or the pieces of a long one. */
type Renderer = (
  review: AccessReview,
  context: ReportContext,
  terminal: Terminal,
) => string | Iterable<string>;

/** The forms of a review. Each renderer is loaded at its first use. */
const RENDERERS = {
  terminal: async () => (await import("../../report/review/terminal.ts")).terminalReview,
  markdown: async () => (await import("../../report/review/markdown.ts")).markdownReview,
  html: async () => (await import("../../report/review/html.ts")).htmlReview,
  json: async () => (await import("../../report/review/json.ts")).jsonReview,
  sarif: async () => (await import("../../report/review/sarif.ts")).sarifReview,
  junit: async () => (await import("../../report/review/junit.ts")).junitReview,
} satisfies Readonly<Record<string, () => Promise<Renderer>>>;

/** A form of a review. */
export type ReviewFormat = keyof typeof RENDERERS;

/** The options of `keeper review`. */
export interface ReviewOptions extends SidesOptions {
  readonly format: ReviewFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
  /** Whether a difference ends with exit code 1. */
  readonly exitCode?: boolean;
  readonly executeDefinitions?: boolean;
}

/** `keeper review`: who gains or loses what between two sides. */
export function review(
  sides: Pick<ReviewRequest, "before" | "after">,
  options: ReviewOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const { names, customer: customers = [], executeDefinitions = false } = options;
    const revisions = yield* take(revisionsOf(options));
    const request = { ...sides, names, customers, executeDefinitions, revisions };
    const result = yield* take(await reviewSides(request, worldOf(commandContext)));
    const render: Renderer = await RENDERERS[options.format]();
    const text = render(result.review, reportContext(result), terminal);
    yield* take(printOrWrite(text, options.output, commandContext));
    return options.exitCode === true && differs(result.review) ? 1 : 0;
  });
}

/** Whether access differs; texts alone do not count. */
function differs({ grade, flags }: AccessReview): boolean {
  return flags.length > 0 || !["none", "cosmetic"].includes(grade);
}
