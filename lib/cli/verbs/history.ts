import type { RecordedHistory } from "../../history/recorded-access.ts";
import { take } from "../../values/result.ts";
import { accessHistory } from "../../workflows/history.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import type { Terminal } from "../terminal.ts";

type Renderer = (history: RecordedHistory, terminal: Terminal) => string;

/** The forms of a history. Each renderer is loaded at its first use. */
const RENDERERS = {
  terminal: async () => (await import("../../report/history/terminal.ts")).terminalHistory,
  markdown: async () => (await import("../../report/history/markdown.ts")).markdownHistory,
  csv: async () => (await import("../../report/history/csv.ts")).csvHistory,
  json: async () => (await import("../../report/history/json.ts")).jsonHistory,
} satisfies Readonly<Record<string, () => Promise<Renderer>>>;

/** A form of a history. */
export type HistoryFormat = keyof typeof RENDERERS;

/** The options of `keeper history`. */
export interface HistoryOptions {
  readonly principal?: string;
  readonly customer?: string;
  readonly since?: string;
  readonly until?: string;
  readonly from?: string[];
  readonly executeDefinitions?: boolean;
  readonly format: HistoryFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
}

/** `keeper history`: who had access, from when until when. Ends with 1 where a part of the time is not known. */
export function history(
  { format, output, from = [], executeDefinitions = false, ...asked }: HistoryOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, format === "json", async function* () {
    const { principal, customer, since, until } = asked;
    const request = { principal, customer, since, until, from, executeDefinitions };
    const result = yield* take(await accessHistory(request, worldOf(commandContext)));
    const render: Renderer = await RENDERERS[format]();
    yield* take(printOrWrite(render(result, terminal), output, commandContext));
    // that nothing was recorded before a first record is no gap in it
    const isGap = ({ from: start, until: end }: (typeof result.unrecorded)[number]) =>
      start !== undefined || end === undefined;
    return result.unexplained.length > 0 || result.unrecorded.some(isGap) ? 1 : 0;
  });
}
