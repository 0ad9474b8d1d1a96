import { isUnread } from "../../report/advice/activity-words.ts";
import type { terminalAdvice } from "../../report/advice/terminal.ts";
import { take } from "../../values/result.ts";
import { advise as adviseEstate } from "../../workflows/advise.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import type { Terminal } from "../terminal.ts";

type Renderer = (result: Parameters<typeof terminalAdvice>[0], terminal: Terminal) => string;

/** The forms of advice. Each renderer is loaded at its first use. */
const RENDERERS = {
  terminal: async () => (await import("../../report/advice/terminal.ts")).terminalAdvice,
  markdown: async () => (await import("../../report/advice/markdown.ts")).markdownAdvice,
  json: async () => (await import("../../report/advice/json.ts")).jsonAdvice,
} satisfies Readonly<Record<string, () => Promise<Renderer>>>;

/** A form of advice. */
export type AdviseFormat = keyof typeof RENDERERS;

/** The options of `keeper advise`. */
export interface AdviseOptions {
  /** What roles must allow. @default - what they have */
  readonly wants?: readonly string[];
  /** Files with activity logs. @default - the use is not known */
  readonly activity?: readonly string[];
  /** A file with dated lists of members. @default - members are not known */
  readonly members?: string;
  /** A revision to compare the reach of principals with. @default - it is not compared */
  readonly since?: string;
  readonly executeDefinitions?: boolean;
  readonly format: AdviseFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
}

/** `keeper advise`: what could be narrower or safer, with the edit and what it changes. */
export function advise(
  customers: readonly string[],
  options: AdviseOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const { wants = [], activity = [], members, since, executeDefinitions = false, format, output } = options;
  return runVerb(terminal, format === "json", async function* () {
    const result = yield* take(
      await adviseEstate(
        { customers, wants, activity, members, since, executeDefinitions },
        worldOf(commandContext),
      ),
    );
    const render: Renderer = await RENDERERS[format]();
    yield* take(printOrWrite(render(result, terminal), output, commandContext));
    return result.activity !== undefined && isUnread(result.activity) ? 2 : 0;
  });
}
