import { powerShellString, shellWord } from "../values/shell-word.ts";
import type { Environment } from "./environment.ts";

/** A shell that lines are pasted into, by the name of its program. `bash` stands for every POSIX shell. */
export type PastedShell = "bash" | "powershell";

/** How each shell sets a variable, and removes one. */
const STATEMENTS = {
  bash: {
    set: (name, value) => `export ${name}=${shellWord(value)}`,
    remove: (name) => `unset ${name}`,
  },
  powershell: {
    set: (name, value) => `$env:${name} = ${powerShellString(value)}`,
    remove: (name) => `Remove-Item Env:${name} -ErrorAction Ignore`,
  },
} satisfies Record<
  PastedShell,
  { set: (name: string, value: string) => string; remove: (name: string) => string }
>;

/**
 * The shell that people paste lines into: PowerShell on Windows, else a POSIX shell. Git for Windows and MSYS2 set `MSYSTEM` in
 * their own.
 */
export function pastedShell(platform: NodeJS.Platform, inherited: Environment): PastedShell {
  return platform === "win32" && (inherited["MSYSTEM"] ?? "") === "" ? "powershell" : "bash";
}

/** Formats an environment as lines for a shell. */
export function shellLines(environment: Environment, shell: PastedShell): string {
  const { set, remove } = STATEMENTS[shell];
  return Object.entries(environment)
    .map(([name, value]) => (value === undefined ? remove(name) : set(name, value)))
    .map((line) => `${line}\n`)
    .join("");
}
