import type { ShownStatus } from "../../report/status/terminal.ts";
import { take } from "../../values/result.ts";
import { estateStatus } from "../../workflows/status.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import type { Terminal } from "../terminal.ts";

type Renderer = (shown: ShownStatus, terminal: Terminal) => string;

/** The forms of a status. Each renderer is loaded at its first use. */
const RENDERERS = {
  terminal: async () => (await import("../../report/status/terminal.ts")).terminalStatus,
  markdown: async () => (await import("../../report/status/markdown.ts")).markdownStatus,
  html: async () => (await import("../../report/status/html.ts")).htmlStatus,
  json: async () => (await import("../../report/status/json.ts")).jsonStatus,
  csv: async () => (await import("../../report/status/csv.ts")).csvStatus,
} satisfies Readonly<Record<string, () => Promise<Renderer>>>;

/** A form of a status. */
export type StatusFormat = keyof typeof RENDERERS;

/** The options of `keeper status`. */
export interface StatusOptions {
  /** Folder of a snapshot. @default - nothing is said of Azure */
  readonly from?: string;
  readonly format: StatusFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
}

/** `keeper status`: where the estate stands; ends with 1 where a definition cannot be read. */
export function status(
  { from, format, output }: StatusOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, format === "json", async function* () {
    const result = yield* take(await estateStatus({ from }, worldOf(commandContext)));
    const render: Renderer = await RENDERERS[format]();
    yield* take(printOrWrite(render(result, terminal), output, commandContext));
    const { unreadableFiles, customers } = result.status;
    const hasErrors = customers.some(({ delegations }) =>
      delegations.some(({ state }) => state === "unreadable"),
    );
    return unreadableFiles.length > 0 || hasErrors ? 1 : 0;
  });
}
