import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An answer of a platform's command line: what it prints, and the folders that it downloads. */
export interface CliAnswer {
  /** Words that the command must have, in this order and next to each other. */
  readonly words: readonly string[];
  readonly prints?: unknown;
  /** Folders to copy, by their names in the folder that the command downloads into. */
  readonly brings?: Readonly<Record<string, string>>;
  readonly fails?: string;
}

const PROGRAM = `#!/usr/bin/env node
import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
const folder = dirname(import.meta.filename);
const words = process.argv.slice(2);
appendFileSync(join(folder, "calls"), JSON.stringify(words) + "\\n");
const answers = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));
const answer = answers.find(({ words: own }) => JSON.stringify(words).includes(JSON.stringify(own).slice(1, -1)));
if (answer === undefined || answer.fails !== undefined) {
  console.error(answer?.fails ?? "no recorded answer for " + words.join(" "));
  process.exit(1);
}
const into = words[Math.max(words.indexOf("--dir"), words.indexOf("--path")) + 1];
for (const [name, from] of Object.entries(answer.brings ?? {})) cpSync(from, join(into, name), { recursive: true });
if (answer.prints !== undefined) console.log(JSON.stringify(answer.prints));
`;

/** A command line of a platform that gives recorded answers. */
export class PlatformCliRecording {
  readonly folder: string;

  constructor(parent: string, program: "gh" | "az", answers: readonly CliAnswer[]) {
    this.folder = join(parent, `${program}-tools`);
    mkdirSync(this.folder, { recursive: true });
    const file = join(this.folder, program);
    writeFileSync(join(this.folder, "package.json"), `{ "type": "module" }`);
    writeFileSync(join(this.folder, "answers.json"), JSON.stringify(answers));
    writeFileSync(join(this.folder, "calls"), "");
    writeFileSync(file, PROGRAM);
    chmodSync(file, 0o755);
  }

  /** The environment in which keeper finds it. */
  get environment(): Readonly<Record<string, string>> {
    return { PATH: `${this.folder}:${process.env["PATH"]}` };
  }

  /** The command lines so far. */
  calls(): string[][] {
    const lines = readFileSync(join(this.folder, "calls"), "utf8").trim();
    return lines === "" ? [] : lines.split("\n").map((line) => JSON.parse(line));
  }
}
