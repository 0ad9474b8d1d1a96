import type { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandContext } from "../../lib/cli/command-context.ts";
import { keeperCommand } from "../../lib/cli/program.ts";
import { keeper, temporaryFolder } from "../support/estates.ts";
import { gitAt } from "../support/git.ts";
import { installedRepository, type ScratchRepository } from "../support/scratch-repository.ts";
import { writeSnapshot } from "../support/snapshots.ts";

/*
 * A customer's id with a slip, in every verb that takes one: nothing is done, and the id that was meant is named.
 */

const SLIP = "fabrikan";
const UPGRADE = ["--plan", "managed-operations/complete", "--to", "1.0.0"];

/** Verbs, with words under which the customer is what is wrong. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  synth: [SLIP],
  fetch: [SLIP],
  preflight: [SLIP],
  repair: [SLIP, "--from", "azure"],
  upgrade: [SLIP, ...UPGRADE],
  accept: [SLIP, "--by", "Ada", "--reference", "T-1"],
  leave: [SLIP],
  revoke: ["serviceDesk", "--reason", "left", "--customer", SLIP],
  export: [SLIP],
  consent: [SLIP],
  drift: [SLIP, "--from", "azure"],
  advise: [SLIP],
  history: ["--customer", SLIP],
  review: [".", ".", "--customer", SLIP],
  access: [".", "--customer", SLIP],
  gate: ["cdktf.out", "cdktf.out", "--customer", SLIP],
  approve: ["cdktf.out", "cdktf.out", "--customer", SLIP, "--key", "ada.key"],
};

/** Verbs that need the commits of a change. */
const WITH_COMMITS = ["gate", "approve"];

let repository: ScratchRepository;

beforeAll(async () => {
  repository = installedRepository({}, temporaryFolder(afterAll));
  // before the day that the tests call today
  gitAt(repository.root, "2026-11-01T00:00:00Z", "commit", "-q", "--amend", "--no-edit");
  repository.key("ada");
  expect(await keeper(repository.root, ["synth"])).toMatchObject({ code: 0 });
  await writeSnapshot(repository.root);
}, 120_000);

/** Verbs that take customers, by the command line's own definition. */
function verbsWithCustomers(): string[] {
  const program = keeperCommand({ terminal: {} } as CommandContext, () => {});
  const takes = ({ registeredArguments, options }: Command) =>
    registeredArguments.some((each) => each.name() === "customer") ||
    options.some((each) => each.attributeName() === "customer");
  return program.commands.filter(takes).map((each) => each.name());
}

test("every verb that takes a customer is tried", { tags: ["git", "ssh-keygen"] }, () => {
  expect(verbsWithCustomers().sort()).toEqual(Object.keys(VERBS).sort());
});

test.each(Object.entries(VERBS))(
  "keeper %s names the customer that was meant",
  { tags: ["git", "ssh-keygen"] },
  async (verb, words) => {
    const ofCommit = WITH_COMMITS.includes(verb) ? ["--base", "HEAD", "--head", "HEAD"] : [];
    const { code, err } = await keeper(repository.root, [verb, ...words, ...ofCommit]);
    expect(err).toContain(`"${SLIP}"`);
    expect(err).toContain("did you mean fabrikam?");
    expect(code).toBe(2);
  },
);
