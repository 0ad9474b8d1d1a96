// @module-tag git
// @module-tag ssh-keygen

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PresentedApproval } from "../../lib/gate/approval.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { changeDigest } from "../../lib/gate/digest.ts";
import { GitRepository } from "../../lib/repository/git.ts";
import { presentedApprovals } from "../../lib/repository/presented-approvals.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/* Row 8 of the threat model: approvals stop all gates. */

const DIGEST = `sha256:${"0".repeat(64)}`;

async function presented(
  repository: ScratchRepository,
  base: string,
  readUnsigned = false,
): Promise<readonly PresentedApproval[]> {
  const opened = GitRepository.of(repository.root, process.env);
  if (!opened.ok) throw new Error(opened.error.problem);
  const commits = { repository: opened.value, base, head: repository.commit(), root: repository.root };
  const read = await presentedApprovals(commits, { today: "2026-11-23", readUnsigned });
  if (!read.ok) throw new Error(read.error.problem);
  return read.value;
}

/** An approval file of so many customers, filled in. */
function approval(customers: number): string {
  const names = Array.from({ length: customers }, (_, index) => `customer/customer-${index}`);
  const parts = Object.fromEntries(names.map((name) => [name, DIGEST]));
  const { text } = approvalFile({ change: changeDigest(parts), parts }, "2026-11-23");
  return text.replace("<your name in allowed_signers>", "alice").replace("<why>", "agreed");
}

function withSigners(): { readonly repository: ScratchRepository; readonly base: string } {
  const repository = new ScratchRepository();
  return { repository, base: repository.commit({ allowed_signers: repository.key("alice") }) };
}

/** Commits and signs an approval. */
function signed(repository: ScratchRepository, path: string, text: string): void {
  repository.commit({ [path]: text });
  repository.sign(path, "alice");
}

test("row 8: an approval of a whole fleet is read, and other YAML only where it is small", async () => {
  const { repository, base } = withSigners();
  signed(repository, "approvals/fleet.yaml", approval(5000));
  signed(repository, "approvals/other.yaml", `{${" ".repeat(65 * 1024)}}`);
  signed(repository, "approvals/small.yaml", "{}");
  expect(await presented(repository, base)).toMatchObject([
    { path: "approvals/fleet.yaml", document: { ok: true, value: { approver: "alice" } } },
    { path: "approvals/other.yaml", document: { ok: false, error: expect.stringContaining("64 KiB") } },
    { path: "approvals/small.yaml", document: { ok: true, value: {} } },
  ]);
});

test("row 8: what is too large, too many, unsigned or badly signed is not read", async () => {
  const { repository, base } = withSigners();
  const text = approval(1);
  signed(repository, "approvals/a.yaml", text);
  const signature = readFileSync(join(repository.root, "approvals/a.yaml.sig"), "utf8");
  repository.commit({
    "approvals/b.yaml": `${text}# altered\n`,
    "approvals/b.yaml.sig": signature,
    "approvals/c.yaml": text,
    "approvals/c.yaml.sig": signature + " ".repeat(20_000),
    "approvals/d.yaml": "a: [",
    "approvals/e.yaml": "x".repeat(9 * 2 ** 20),
  });
  expect(
    (await presented(repository, base)).map(({ document, unread, signature: { kind } }) => [
      document?.ok,
      unread,
      kind,
    ]),
  ).toEqual([
    [true, undefined, "verified"],
    [undefined, undefined, "invalid"],
    [undefined, undefined, "invalid"],
    [undefined, undefined, "none"],
    [undefined, undefined, "none"],
  ]);
  const [, , , unsigned, large] = await presented(repository, base, true);
  expect(unsigned).toMatchObject({ document: { ok: false } });
  expect(large).toMatchObject({ document: undefined, unread: "too-large" });
});

test("row 8: of very many approvals only some are read, and the first ones count", async () => {
  const { repository, base } = withSigners();
  const names = Array.from({ length: 40 }, (_, index) => `approvals/${index + 10}.yaml`);
  repository.commit(Object.fromEntries(names.map((name, index) => [name, `{ n: ${index} }`])));
  const all = await presented(repository, base, true);
  expect(all.filter(({ unread }) => unread === "too-many").map(({ path }) => path)).toEqual(names.slice(32));
});

test("row 8: what base ever had is skipped before it is read, whatever its size", async () => {
  const { repository, base } = withSigners();
  const merged = repository.commit({ "approvals/old.yaml": "x".repeat(9 * 2 ** 20) });
  expect(await presented(repository, merged)).toEqual([
    { path: "approvals/old.yaml", document: undefined, onBase: true, signature: { kind: "none" } },
  ]);
  expect(await presented(repository, base, true)).toMatchObject([{ unread: "too-large" }]);
});
