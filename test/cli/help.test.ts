import type { Command } from "commander";
import { expect, test } from "vitest";
import { keeperCommand } from "../../lib/cli/program.ts";
import type { Terminal } from "../../lib/cli/terminal.ts";
import { keeper, sampleCopy } from "../support/estates.ts";

/** The help of a verb and of those below it, each as a terminal of 80 columns shows it. */
function helps(): string[] {
  let text = "";
  const terminal = { out: (more: string) => (text += more) } as unknown as Terminal;
  const program = keeperCommand({ terminal } as Parameters<typeof keeperCommand>[0], () => {});
  const helpOf = (command: Command): string[] => {
    text = "";
    command.configureOutput({ getOutHelpWidth: () => 80 }).outputHelp();
    return [text, ...command.commands.flatMap(helpOf)];
  };
  return helpOf(program);
}

test("no line of any verb's help is longer than 80 columns", () => {
  const all = helps();
  expect(all.length).toBeGreaterThan(30);
  expect(all.every((help) => help.startsWith("Usage: keeper"))).toBe(true);
  expect(all.flatMap((help) => help.split("\n")).filter((line) => line.length > 80)).toEqual([]);
});

test("commander's errors fit the terminal, and stay on one line where there is none", async () => {
  const words = ["status", "--format", "nonsense"];
  const shown = await keeper(sampleCopy(), words, {}, 80);
  expect(shown.code).toBe(2);
  expect(shown.err).toContain("csv.\n");
  expect(shown.err.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const piped = await keeper(sampleCopy(), words);
  expect(piped.err.split("\n")[0]).toContain("Allowed choices are terminal, markdown, html, json, csv.");
});
