import { type DriftFinding, weightOf } from "../../drift/finding.ts";
import type { DriftContext } from "../../report/drift/context.ts";
import { snapshotNotes } from "../../report/drift/snapshot-notes.ts";
import { reportContext } from "../../report/review/report-context.ts";
import type { AccessReview } from "../../review/access-change.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { attemptAsync, success, take } from "../../values/result.ts";
import { allowDrift } from "../../workflows/allow-drift.ts";
import { type DriftResult, estateDrift, type NamedPrincipalEnd } from "../../workflows/drift.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, printOrWrite, runVerb } from "../print.ts";
import type { Terminal } from "../terminal.ts";

type Renderer = (findings: readonly DriftFinding[], context: DriftContext, terminal: Terminal) => string;

/** The forms of drift. Each renderer is loaded at its first use. */
const RENDERERS = {
  terminal: async () => (await import("../../report/drift/terminal.ts")).terminalDrift,
  markdown: async () => (await import("../../report/drift/markdown.ts")).markdownDrift,
  json: async () => (await import("../../report/drift/json.ts")).jsonDrift,
  sarif: async () => (await import("../../report/drift/sarif.ts")).sarifDrift,
  junit: async () => (await import("../../report/drift/junit.ts")).junitDrift,
} satisfies Readonly<Record<string, () => Promise<Renderer>>>;

/** A form of drift. `html` is the review's page, with findings as its notes. */
export type DriftFormat = keyof typeof RENDERERS | "html";

/** The options of `keeper drift`. */
export interface DriftOptions {
  readonly from: string;
  readonly earlier?: string;
  readonly defined: string;
  readonly executeDefinitions?: boolean;
  /** Managing tenants that another run looks at. */
  readonly withoutTenant?: readonly string[];
  readonly format: DriftFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
  /** A principal, by its id or display name: what Azure still grants it. */
  readonly principal?: string;
  /** Whether to allow what Azure has, in place of a report. */
  readonly allow?: boolean;
  /** Whether to define what Azure has, in place of a report. */
  readonly adopt?: boolean;
  readonly reason?: string;
  readonly by?: string;
  readonly until?: string;
  /** Subscriptions whose delegations are known to be gone. */
  readonly gone?: string[];
}

/** `keeper drift`: how Azure differs from the definitions. Ends with 1 for drift, 2 where something was not read. */
export function drift(
  customers: readonly string[],
  options: DriftOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  if (options.principal !== undefined)
    return endOfPrincipal(options.principal, customers, options, commandContext);
  if (options.allow === true) return allow(customers, options, commandContext);
  return runVerb(terminal, options.format === "json", async function* () {
    yield* take(nothingToAllow(options));
    const { from, earlier, defined, executeDefinitions = false, withoutTenant, format, output } = options;
    const request = {
      customers,
      withoutTenants: withoutTenant,
      from,
      earlier,
      defined,
      executeDefinitions,
    };
    const result = yield* take(await estateDrift(request, worldOf(commandContext)));
    const context = contextOf(result, options);
    const text =
      format === "html"
        ? yield* take(await page(result.findings, context, result.review()))
        : await rendered(format, result.findings, context, terminal);
    yield* take(printOrWrite(text, output, commandContext));
    return exitCode(result);
  });
}

/**
 * `keeper drift --principal`: what Azure still grants a principal. Ends with 1 where Azure grants access, 2 where
 * something was not read.
 */
function endOfPrincipal(
  principal: string,
  customers: readonly string[],
  options: DriftOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const { format, output } = options;
  return runVerb(terminal, format === "json", async function* () {
    if (options.allow === true)
      return yield* take(
        failure(
          "bad-arguments",
          "--principal shows the end of one principal's access, and --allow allows differences: they are two commands",
          "leave one of the two out",
        ),
      );
    yield* take(nothingToAllow(options));
    if (format !== "terminal" && format !== "json")
      return yield* take(
        failure("bad-arguments", "--principal is reported as text or JSON", "pass --format terminal or json"),
      );
    const { end, context } = yield* take(await principalEnd(principal, customers, options, commandContext));
    const { principalEndJson, principalEndText } = await import("../../report/drift/principal-end.ts");
    const text = format === "json" ? principalEndJson(end, context) : principalEndText(end, context);
    yield* take(printOrWrite(text, output, commandContext));
    return context.isIncomplete || end.notKnown.length > 0 ? 2 : end.granted.length > 0 ? 1 : 0;
  });
}

/**
 * What Azure still grants a principal by a snapshot, and what was not read. Includes the context that a report of it
 * needs.
 */
export function principalEnd(
  principal: string,
  customers: readonly string[],
  { from, earlier, defined, executeDefinitions = false }: EndOptions,
  commandContext: CommandContext,
): Promise<Outcome<{ readonly end: NamedPrincipalEnd; readonly context: DriftContext }>> {
  return attemptAsync(async function* () {
    const request = { customers, from, earlier, defined, executeDefinitions };
    const result = yield* take(await estateDrift(request, worldOf(commandContext)));
    const end = yield* take(result.principal(principal));
    return { end, context: contextOf(result, { from, defined }) };
  });
}

type EndOptions = Pick<DriftOptions, "from" | "earlier" | "defined" | "executeDefinitions">;

/**
 * `keeper drift --allow`: allows differences. Ends with 1 where a difference cannot be allowed, 2 where something was
 * not read.
 */
function allow(
  customers: readonly string[],
  { from, format, reason, by, until, gone = [] }: DriftOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, format === "json", async function* () {
    if (customers.length === 0 || reason === undefined || by === undefined || until === undefined)
      return yield* take(incompleteAllowance());
    const request = { customers, from, reason, by, until, gone };
    const allowed = yield* take(await allowDrift(request, worldOf(commandContext)));
    if (format === "json") printJson(allowed, terminal);
    else terminal.out((await import("../../report/drift/allowed.ts")).allowedText(allowed));
    return allowed.notRead.length > 0 ? 2 : allowed.refused.length > 0 ? 1 : 0;
  });
}

/** Options that say what is allowed, why, by whom and until when. */
const ONLY_TO_ALLOW = ["gone", "reason", "by", "until"] as const;

/** Refuses these options without `--allow`: a reason that is passed and ignored looks recorded. */
function nothingToAllow(options: DriftOptions): Outcome<undefined> {
  const idle = ONLY_TO_ALLOW.filter((name) => options[name] !== undefined);
  if (idle.length === 0) return success(undefined);
  const problem = `${idle.map((name) => `--${name}`).join(", ")} without --allow: nothing would be allowed`;
  return failure("bad-arguments", problem, "add --allow, or leave them out");
}

function incompleteAllowance(): Outcome<never> {
  const problem = "--allow needs customers, a reason, who allows it, and a last day";
  const fix =
    'keeper drift <customer> --from azure --allow --reason "<why>" --by "<name>" --until <YYYY-MM-DD>';
  return failure("bad-arguments", problem, fix);
}

async function rendered(
  format: keyof typeof RENDERERS,
  findings: readonly DriftFinding[],
  context: DriftContext,
  terminal: Terminal,
): Promise<string> {
  const render: Renderer = await RENDERERS[format]();
  return render(findings, context, terminal);
}

async function page(
  findings: readonly DriftFinding[],
  context: DriftContext,
  review: Outcome<AccessReview>,
): Promise<Outcome<string>> {
  if (!review.ok) return review;
  const { htmlDrift } = await import("../../report/drift/html.ts");
  return { ok: true, value: htmlDrift(findings, context, review.value) };
}

function contextOf(
  { directory, facts, snapshot, tenants, unknownParts, isIncomplete, elsewhere }: DriftResult,
  { defined, from }: Pick<DriftOptions, "defined" | "from">,
): DriftContext {
  const report = reportContext({
    directory,
    called: { before: defined, after: from },
    facts,
    changeFacts: undefined,
    before: {},
    after: {},
    plan: undefined,
    foundNotes:
      unknownParts.length === 0
        ? []
        : [{ kind: "parts-unknown", names: unknownParts, resources: unknownParts.length }],
    isJudgedByCheckout: false,
  });
  const notes = [...(report.notes ?? []), ...snapshotNotes(snapshot), ...elsewhereNotes(elsewhere)];
  return { report: { ...report, notes }, from, snapshot, facts, tenants, isIncomplete };
}

function elsewhereNotes({ length }: DriftResult["elsewhere"]): string[] {
  if (length === 0) return [];
  const delegating = length === 1 ? "customer delegates" : "customers delegate";
  return [
    `${length} ${delegating} to tenants of another run alone (--without-tenant), and nothing is said of them here`,
  ];
}

/** What was not read comes first: it may hide any drift. */
function exitCode({ findings, isIncomplete }: DriftResult): ExitCode {
  const weights = new Set(findings.map(weightOf));
  return isIncomplete || weights.has("not-read") ? 2 : weights.has("drift") ? 1 : 0;
}
