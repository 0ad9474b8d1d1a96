import { forTerminal } from "../../report/escape.ts";
import { take } from "../../values/result.ts";
import { type GraphResult, graphOfEstate } from "../../workflows/graph.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";

/** The forms of a graph. Each renderer is loaded at its first use. */
const RENDERERS = {
  mermaid: async () => (await import("../../report/graph/mermaid.ts")).mermaidGraph,
  dot: async () => (await import("../../report/graph/dot.ts")).dotGraph,
  svg: async () => (await import("../../report/graph/svg.ts")).svgGraph,
} satisfies Readonly<Record<string, () => Promise<(graph: GraphResult["graph"]) => string>>>;

/** A form of a graph. */
export type GraphFormat = keyof typeof RENDERERS;

/** The options of `keeper graph`. */
export interface GraphOptions {
  readonly format: GraphFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
}

/** `keeper graph`: a picture of who is delegated to whom. Ends with 1 where a definition cannot be read. */
export function graph({ format, output }: GraphOptions, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const result = yield* take(await graphOfEstate(worldOf(commandContext)));
    const render = await RENDERERS[format]();
    yield* take(printOrWrite(render(result.graph), output, commandContext));
    for (const file of result.unreadableFiles)
      terminal.err(`missing in the graph: ${forTerminal(file)} cannot be read; keeper check says why\n`);
    return result.unreadableFiles.length > 0 ? 1 : 0;
  });
}
