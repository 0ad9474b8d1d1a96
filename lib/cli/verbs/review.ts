import type { ReportContext } from "../../report/review/context.ts";
import { reportContext } from "../../report/review/report-context.ts";
import type { TerminalForm } from "../../report/review/terminal.ts";
import type { AccessReview } from "../../review/access-change.ts";
import type { Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { type ReviewRequest, type ReviewResult, reviewSides } from "../../workflows/review.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import { revisionsOf, type SidesOptions } from "../sides.ts";
import type { Terminal } from "../terminal.ts";

/** Gives a report, or the pieces of a long one. */
type Renderer = (
  review: AccessReview,
  context: ReportContext,
  form: TerminalForm,
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
  /** Whether a terminal shows patterns of operations, ids and files too. */
  readonly exact?: boolean;
  /** Number of the one change to explain on a terminal. */
  readonly explain?: number;
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
    const text = yield* take(await textOf(result, options, terminal));
    yield* take(printOrWrite(text, options.output, commandContext));
    return options.exitCode === true && differs(result.review) ? 1 : 0;
  });
}

async function textOf(
  result: ReviewResult,
  { format, exact, explain }: ReviewOptions,
  { colour, columns }: Terminal,
): Promise<Outcome<string | Iterable<string>>> {
  const context = reportContext(result);
  if (explain === undefined) {
    const render: Renderer = await RENDERERS[format]();
    return success(render(result.review, context, { colour, columns, exact }));
  }
  const { terminalExplanation } = await import("../../report/review/terminal.ts");
  return terminalExplanation(result.review, context, { number: explain, columns });
}

/** Whether access differs; texts alone do not count. */
function differs({ grade, flags }: AccessReview): boolean {
  return flags.length > 0 || !["none", "cosmetic"].includes(grade);
}
