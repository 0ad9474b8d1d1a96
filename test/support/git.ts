import { execFileSync } from "node:child_process";
import { devNull } from "node:os";

// no configuration but the repository's own, and no variable of a hook that runs the tests
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

/**
 * Runs git in a folder with an identity of its own, whatever is configured on this machine; gives its output without
 * space around it.
 */
export function git(folder: string, ...words: readonly string[]): string {
  const options = { cwd: folder, env: ENVIRONMENT, encoding: "utf8", stdio: "pipe" } as const;
  return execFileSync("git", words, options).trim();
}

/** As {@link git}, for commits of a chosen time. @param at ISO 8601 */
export function gitAt(folder: string, at: string, ...words: readonly string[]): string {
  const env = { ...ENVIRONMENT, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
  return execFileSync("git", words, { cwd: folder, env, encoding: "utf8", stdio: "pipe" }).trim();
}
