import type { World } from "../workflows/world.ts";
import type { Terminal } from "./terminal.ts";

/** The environment of a command; everything else reaches it as arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The working folder. */
  readonly folder: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The system that this runs on, as Node names it. */
  readonly platform: NodeJS.Platform;
  /** The command that starts this keeper again: a program and its first arguments. */
  readonly keeper: readonly string[];
  /** Today as YYYY-MM-DD. */
  today(): string;
  /** Settles when this process is asked to end (Ctrl-C, SIGTERM). */
  interrupted(): Promise<void>;
}

/** Exit codes of commands: 0 done, 1 findings, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

/**
 * Variables that identify continuous integration, each by its platform's documentation. Most platforms set `CI` (GitHub
 * Actions, GitLab, Buildkite, CircleCI, …); Azure Pipelines, Jenkins, TeamCity and AWS CodeBuild do not.
 */
export const CONTINUOUS_INTEGRATION_VARIABLES = [
  "CI",
  "TF_BUILD",
  "GITHUB_ACTIONS",
  "JENKINS_URL",
  "TEAMCITY_VERSION",
  "CODEBUILD_BUILD_ARN",
] as const;

/** Values of such a variable that mean no, in any case. */
const NOT_SET: readonly string[] = ["", "0", "false"];

/**
 * Whether keeper runs in continuous integration. One of `CI`, `TF_BUILD` (Azure Pipelines), `GITHUB_ACTIONS`,
 * `JENKINS_URL`, `TEAMCITY_VERSION` and `CODEBUILD_BUILD_ARN` is then set. Empty, `0` and `false` count as not set.
 */
export function inContinuousIntegration({ environment }: Pick<CommandContext, "environment">): boolean {
  return CONTINUOUS_INTEGRATION_VARIABLES.some(
    (name) => !NOT_SET.includes((environment[name] ?? "").toLowerCase()),
  );
}

const STAGE_WORDS: Readonly<Record<Parameters<World["progress"]>[0], string>> = {
  "reading-customers": "reading customers",
  "reading-subscriptions": "reading subscriptions",
  "reading-history": "reading commits",
  synthesizing: "synthesizing",
};

/** The part of a command's context that use cases get. */
export function worldOf(context: CommandContext): World {
  const { folder, environment, keeper, terminal } = context;
  return {
    folder,
    environment,
    keeper,
    continuousIntegration: inContinuousIntegration(context),
    today: context.today(),
    progress: (stage, done, of) => terminal.progress(`${STAGE_WORDS[stage]}: ${done} of ${of}`),
  };
}
