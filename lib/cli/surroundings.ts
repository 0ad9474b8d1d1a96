import type { Terminal } from "./terminal.ts";

/** What a command knows of the world; everything else reaches it as arguments. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** The working folder. */
  readonly folder: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The command that starts this keeper once more: a program and its first arguments. */
  readonly keeper: readonly string[];
  /** Today as YYYY-MM-DD. */
  today(): string;
  /** Settles when somebody asks this process to end (Ctrl-C, SIGTERM). */
  interrupted(): Promise<void>;
}

/** What commands end with: 0 done, 1 findings, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

/** Whether this runs in continuous integration: `CI` is set to anything but nothing, `0` or `false`. */
export function inContinuousIntegration({ environment }: Surroundings): boolean {
  return !["", "0", "false"].includes((environment["CI"] ?? "").toLowerCase());
}
