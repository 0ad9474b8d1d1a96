import paths from "node:path";
import { checkJson } from "../../report/finding-json.ts";
import { checkText, type FindingStream, findingsSummary } from "../../report/finding-text.ts";
import { jsonText } from "../../report/json-text.ts";
import { HOW_TO_BEGIN } from "../../report/phrases.ts";
import type { RulePages } from "../../report/rule-page.ts";
import { type CheckResult, hasErrors } from "../../rules/check.ts";
import { RULES } from "../../rules/rules.ts";
import { type PathFlavour, pathBelow } from "../../values/path-below.ts";
import { take } from "../../values/result.ts";
import { checkEstate } from "../../workflows/check.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { servedRulePages } from "../own-package.ts";
import { printOrWrite, runVerb } from "../print.ts";
import { errorStream } from "../terminal.ts";

/** The formats of findings, each with its renderer. `prefix` leads from the repository to the estate. */
const RENDERERS = {
  terminal: async (_, stream) => (result: CheckResult) => terminalText(result, stream),
  json: async (pages) => (result: CheckResult) => jsonText(checkJson(result, pages)),
  sarif: async (pages) => {
    const { checkSarif } = await import("../../report/finding-sarif.ts");
    return (result: CheckResult, prefix: string) => checkSarif(result, RULES, pages, prefix);
  },
  junit: async () => (await import("../../report/finding-junit.ts")).checkJunit,
  github: async () => (await import("../../report/finding-annotations.ts")).checkAnnotations,
} satisfies Readonly<
  Record<
    string,
    (pages: RulePages, stream: FindingStream) => Promise<(result: CheckResult, prefix: string) => string>
  >
>;

/** A format of findings. */
export type CheckFormat = keyof typeof RENDERERS;

/** Options of `keeper check`. */
export interface CheckOptions {
  /** @default - terminal */
  readonly format?: CheckFormat;
  /** Folder of a snapshot, which says whether deviations still hold. @default - none */
  readonly from?: string;
  /** File to write to. @default - the standard streams */
  readonly output?: string;
  /** The same as the format `json`. */
  readonly json?: boolean;
}

/** `keeper check`: checks every rule on every definition; writes nothing but its report. */
export function check(options: CheckOptions, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal, environment } = commandContext;
  const format = options.json === true ? "json" : (options.format ?? "terminal");
  return runVerb(terminal, format === "json", async function* () {
    const result = yield* take(
      await checkEstate(
        { sandbox: environment["KEEPER_SANDBOX"], from: options.from },
        worldOf(commandContext),
      ),
    );
    const pages = yield* take(servedRulePages(commandContext));
    const render: (result: CheckResult, prefix: string) => string = await RENDERERS[format](
      pages,
      options.output === undefined ? errorStream(terminal) : {},
    );
    const text = render(result, prefixOf(result.root, environment));
    // findings for people go to the error stream, as other tools print them
    if (format === "terminal" && options.output === undefined)
      terminal.err(result.isEmpty ? `${result.findings.length === 0 ? "" : text}${HOW_TO_BEGIN}.\n` : text);
    else yield* take(printOrWrite(text, options.output, commandContext));
    return hasErrors(result.findings) ? 1 : 0;
  });
}

/** Where a finding is explained. */
const HOW_TO_READ_ON = "keeper explain <code> says why a rule is there, and how to follow it.\n";

function terminalText(result: CheckResult, stream: FindingStream): string {
  if (result.findings.length === 0) return `${findingsSummary([])}\n`;
  const open = result.findings.some(({ accepted }) => accepted === undefined);
  return `${checkText(result, stream)}${open ? HOW_TO_READ_ON : ""}`;
}

/** Path from the checked-out repository to the estate. Platforms place annotations by the path in the repository. */
export function prefixOf(
  root: string,
  environment: CommandContext["environment"],
  flavour: PathFlavour = paths,
): string {
  const repository = environment["GITHUB_WORKSPACE"] ?? environment["BUILD_SOURCESDIRECTORY"];
  if (repository === undefined || repository === "") return "";
  const inside = pathBelow(flavour, repository, root);
  return inside === undefined || inside === "" ? "" : `${inside}/`;
}
