import { accessAnswerJson, accessAnswerText } from "../../report/access-answer.ts";
import type { Reader } from "../../report/access-capabilities.ts";
import { linesForTerminal } from "../../report/escape.ts";
import { onDayLines } from "../../report/history/on-day.ts";
import { jsonText } from "../../report/json-text.ts";
import { foundNotes } from "../../report/review/found-notes.ts";
import { failure } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { type AccessResult, queryAccess } from "../../workflows/access.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import type { Terminal } from "../terminal.ts";

/** The options of `keeper access`. */
export interface AccessOptions {
  /** A principal by its GUID or registered name. */
  readonly principal?: string;
  readonly customer?: string;
  /** A role by its GUID or name. */
  readonly role?: string;
  readonly executeDefinitions?: boolean;
  /** A day, YYYY-MM-DD: access at its end, by what was recorded. */
  readonly on?: string;
  /** Whether patterns of operations are shown beside the words. */
  readonly exact?: boolean;
  /** Whom the words are for. */
  readonly for?: Reader;
  readonly format: AccessFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
  /** The same as `format: "json"`. */
  readonly json?: boolean;
}

const NO_SIDE = "--on reads the recorded history, and no other side";
const NO_SIDE_FIX = "leave the side out, or leave --on out";
/** What a renderer gets beside the result. */
interface Shown {
  readonly side: string;
  readonly notes: readonly string[];
  readonly options: AccessOptions;
  readonly terminal: Terminal;
}

type Renderer = (result: AccessResult, shown: Shown) => Promise<string>;

/** The forms of access. Pages and tables are loaded at their first use. */
const RENDERERS = {
  terminal: async ({ answer, directory, capabilities }, { notes, options, terminal: { columns } }) => {
    const { exact = false, for: reader = "engineers" } = options;
    return accessAnswerText(answer, directory, { columns, notes, capabilities, exact, reader });
  },
  html: async ({ reach, directory }, { side, notes, options: { principal, customer, role } }) => {
    const { htmlAccess } = await import("../../report/access/html.ts");
    const named = { principal, customer, role };
    const narrowedTo = Object.entries(named).flatMap(([name, text]) =>
      text === undefined ? [] : [`${name} ${text}`],
    );
    return htmlAccess(reach, directory, { side, notes, narrowedTo });
  },
  csv: async ({ reach, directory }) =>
    (await import("../../report/access/csv.ts")).csvAccess(reach, directory),
  json: async ({ answer, directory, capabilities }, { notes }) =>
    jsonText(accessAnswerJson(answer, { capabilities, notes, directory })),
} satisfies Readonly<Record<string, Renderer>>;

/** A form of access. */
export type AccessFormat = keyof typeof RENDERERS;

/**
 * `keeper access`: current permissions per principal and scope, and the reach of a stolen credential.
 *
 * @param side @default - the definitions of this checkout
 */
export function access(
  side: string = ".",
  options: AccessOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const format = options.json === true ? "json" : options.format;
  return runVerb(terminal, format === "json", async function* () {
    const { principal, customer, role, executeDefinitions = false, output, on } = options;
    if (on !== undefined && side !== ".") yield* take(failure("bad-arguments", NO_SIDE, NO_SIDE_FIX));
    const request = { side, principal, customer, role, executeDefinitions, on };
    const result = yield* take(await queryAccess(request, worldOf(commandContext)));
    const recorded = onDayLines(result.on, result.directory);
    // a table has no place for what is not known
    if (format === "csv") for (const line of recorded) terminal.err(`${linesForTerminal(line)}\n`);
    const notes = [...recorded, ...foundNotes(result.foundNotes, result.directory)];
    const render: Renderer = RENDERERS[format];
    yield* take(
      printOrWrite(await render(result, { side, notes, options, terminal }), output, commandContext),
    );
    // unknown access is not "no access"
    return (result.on?.unknown.length ?? 0) > 0 ? 1 : 0;
  });
}
