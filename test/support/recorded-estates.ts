import { change, temporaryFolder } from "./estates.ts";
import { gitAt } from "./git.ts";
import { installedRepository } from "./scratch-repository.ts";

/** The file of the customer that changes. */
export const FABRIKAM = "customers/fabrikam.ts";
/** The role that it loses in March. */
export const CONTRIBUTOR = "Contributor";

/** Commits everything at a time; gives the commit. */
export function commitAt(root: string, at: string): string {
  gitAt(root, at, "add", "-A");
  gitAt(root, at, "commit", "-q", "--allow-empty", "-m", "a change");
  return gitAt(root, at, "rev-parse", "HEAD");
}

/** The sample estate since January; without Contributor at fabrikam since March. */
export function estateWithHistory() {
  const repository = installedRepository();
  const { root } = repository;
  gitAt(root, "2026-01-10T08:00:00Z", "commit", "-q", "--amend", "--no-edit", "--reset-author");
  const january = gitAt(root, "2026-01-10T08:00:00Z", "rev-parse", "HEAD");
  repository.edit(FABRIKAM, 'plan: "complete"', 'plan: "essential"');
  repository.edit(FABRIKAM, 'version: "1.1.0"', 'version: "1.0.0"');
  const approval = 'version: 1\napprover: "anna"\n';
  change(root, { "approvals/1.yaml": approval });
  const march = commitAt(root, "2026-03-14T12:00:00Z");
  return { root, january, march };
}

/** Records of applies to fabrikam, as the apply pipeline keeps them: time, commit and state. */
export function recordApplies(root: string, applies: readonly (readonly [string, string, string])[]): void {
  const records = temporaryFolder();
  gitAt(records, "2026-01-10T00:00:00Z", "init", "-q", "-b", "records");
  for (const [at, commit, state] of applies) {
    change(records, { "applied/fabrikam.json": `${JSON.stringify({ commit, state, waiting: [] })}\n` });
    gitAt(records, at, "add", "-A");
    gitAt(records, at, "commit", "-q", "-m", state);
  }
  gitAt(root, "2026-06-02T00:00:00Z", "fetch", "-q", records, "records:refs/heads/lighthouse-records");
}
