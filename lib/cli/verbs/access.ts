import { accessAnswerJson, accessAnswerText } from "../../report/access-answer.ts";
import type { Reader } from "../../report/access-capabilities.ts";
import { type AccessNote, onDayNotes, type RowOfGrant, rowsOnDay } from "../../report/history/on-day.ts";
import { sinceParts } from "../../report/history/terminal.ts";
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
  /** Snapshots to compare that day with. @default - none */
  readonly from?: readonly string[];
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
const NO_DAY = "--from compares the access of a day with snapshots, and no day is named";
const NO_DAY_FIX = "add --on <day>, or name a snapshot as the side: keeper access <folder>";

/** What a renderer gets beside the result. */
interface Shown {
  readonly side: string;
  readonly notes: readonly AccessNote[];
  /** Rows of a day's grants. */
  readonly rowOf: RowOfGrant | undefined;
  readonly options: AccessOptions;
  readonly terminal: Terminal;
}

type Renderer = (result: AccessResult, shown: Shown) => Promise<string>;

/** The forms of access. Pages and tables are loaded at their first use. */
const RENDERERS = {
  terminal: async ({ answer, directory, capabilities }, { notes, rowOf, options, terminal: { columns } }) => {
    const { exact = false, for: reader = "engineers" } = options;
    return accessAnswerText(answer, directory, {
      columns,
      notes: textsOf(notes),
      capabilities,
      exact,
      reader,
      besides: (grant) => sinceParts(rowOf?.(grant)),
    });
  },
  markdown: async ({ reach, directory }, { notes, rowOf }) =>
    (await import("../../report/access/markdown.ts")).markdownAccess(reach, directory, { notes, rowOf }),
  html: async ({ reach, directory }, { side, notes, options: { principal, customer, role } }) => {
    const { htmlAccess } = await import("../../report/access/html.ts");
    const named = { principal, customer, role };
    const narrowedTo = Object.entries(named).flatMap(([name, text]) =>
      text === undefined ? [] : [`${name} ${text}`],
    );
    return htmlAccess(reach, directory, { side, notes: textsOf(notes), narrowedTo });
  },
  csv: async ({ reach, directory }, { notes, rowOf }) =>
    (await import("../../report/access/csv.ts")).csvAccess(reach, directory, { notes, rowOf }),
  json: async ({ answer, directory, capabilities, on }, { notes }) => {
    const recorded = on && (await import("../../report/history/json.ts")).recordedDayJson(on, directory);
    return jsonText(
      accessAnswerJson(answer, {
        capabilities,
        notes: textsOf(notes),
        directory,
        ...(recorded && { recorded }),
      }),
    );
  },
} satisfies Readonly<Record<string, Renderer>>;

function textsOf(notes: readonly AccessNote[]): string[] {
  return notes.map(({ text }) => text);
}

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
    const { principal, customer, role, executeDefinitions = false, output, on, from } = options;
    if (on !== undefined && side !== ".") yield* take(failure("bad-arguments", NO_SIDE, NO_SIDE_FIX));
    if (on === undefined && from !== undefined) yield* take(failure("bad-arguments", NO_DAY, NO_DAY_FIX));
    const request = { side, principal, customer, role, executeDefinitions, on, from };
    const result = yield* take(await queryAccess(request, worldOf(commandContext)));
    const { on: day, directory } = result;
    const found = foundNotes(result.foundNotes, directory);
    const notes = [
      ...(day === undefined ? [] : onDayNotes(day, directory)),
      ...found.map((text) => ({ kind: "note", text }) as const),
    ];
    const render: Renderer = RENDERERS[format];
    const rowOf = day && rowsOnDay(day, directory);
    const text = await render(result, { side, notes, rowOf, options, terminal });
    yield* take(printOrWrite(text, output, commandContext));
    // unknown access is not "no access"
    return day !== undefined && day.unknown.length + day.unexplained.length > 0 ? 1 : 0;
  });
}
