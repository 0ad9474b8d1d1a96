import type { World } from "../workflows/world.ts";
import type { Terminal } from "./terminal.ts";

/** What a command knows of the world; everything else reaches it as arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The working folder. */
  readonly folder: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The command that starts this keeper once more: a program and its first arguments. */
  readonly keeper: readonly string[];
  /** Today as YYYY-MM-DD. */
  today(): string;
  /** Settles when this process is asked to end (Ctrl-C, SIGTERM). */
  interrupted(): Promise<void>;
}

/** What commands end with: 0 done, 1 findings, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

/**
 * Variables by which continuous integration is told, each by its platform's own documentation. `CI` is what most set
 * (GitHub Actions, GitLab, Buildkite, CircleCI, …); Azure Pipelines, Jenkins, TeamCity and AWS CodeBuild do not.
 */
export const CONTINUOUS_INTEGRATION_VARIABLES = [
  "CI",
  "TF_BUILD",
  "GITHUB_ACTIONS",
  "JENKINS_URL",
  "TEAMCITY_VERSION",
  "CODEBUILD_BUILD_ARN",
] as const;

/** What such a variable says no with, in any case. */
const NOT_SET: readonly string[] = ["", "0", "false"];

/**
 * Whether this runs in continuous integration: one of `CI`, `TF_BUILD` (Azure Pipelines), `GITHUB_ACTIONS`,
 * `JENKINS_URL`, `TEAMCITY_VERSION` and `CODEBUILD_BUILD_ARN` is set to anything but nothing, `0` or `false`.
 */
export function inContinuousIntegration({ environment }: Pick<CommandContext, "environment">): boolean {
  return CONTINUOUS_INTEGRATION_VARIABLES.some(
    (name) => !NOT_SET.includes((environment[name] ?? "").toLowerCase()),
  );
}

const STAGE_WORDS: Readonly<Record<Parameters<World["progress"]>[0], string>> = {
  "reading-customers": "reading customers",
  "reading-subscriptions": "reading subscriptions",
  synthesizing: "synthesizing",
};

/** What use cases know of a command's context. */
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
