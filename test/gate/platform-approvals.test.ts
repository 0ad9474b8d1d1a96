import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlatformApprovals } from "../../lib/gate/platform-approvals.ts";

/* Row 7 of the threat model: what GitHub's API says of a change's reviews. */

const HEAD = "a".repeat(40);
const OLD = "b".repeat(40);
let number = 0;
const review = (login: string, state: string, more: object = {}) => ({
  id: ++number,
  node_id: "x",
  user: { login, id: login.length, type: "User", site_admin: false },
  body: "",
  state,
  commit_id: HEAD,
  submitted_at: "2026-11-23T00:00:00Z",
  ...more,
});
const approving = (...reviews: unknown[]) => {
  const read = readPlatformApprovals(reviews, HEAD);
  return read.ok ? read.value.map(({ name }) => name) : read.error[0]?.problem;
};

test.each<[string, unknown[], string[]]>([
  ["approves this commit", [review("bob", "APPROVED")], ["bob"]],
  ["approved an older commit", [review("bob", "APPROVED", { commit_id: OLD })], []],
  ["approved a commit that is gone", [review("bob", "APPROVED", { commit_id: null })], []],
  ["was dismissed", [review("bob", "DISMISSED")], []],
  ["comments", [review("bob", "COMMENTED")], []],
  ["asks for changes after it approved", [review("bob", "APPROVED"), review("bob", "CHANGES_REQUESTED")], []],
  ["approves and comments then", [review("bob", "APPROVED"), review("bob", "COMMENTED")], ["bob"]],
  [
    "approved this commit, then an older one",
    [review("bob", "APPROVED"), review("bob", "APPROVED", { commit_id: OLD })],
    [],
  ],
  ["is an app", [review("x", "APPROVED", { user: { login: "x", id: 5, type: "Bot" } })], []],
  ["is called like an app", [review("deployer[bot]", "APPROVED")], []],
  ["is gone", [review("x", "APPROVED", { user: null })], []],
])("row 7: a review that %s: counts for %o", (_, reviews, names) => {
  expect(approving(...reviews)).toEqual(names);
});

test("reviews are read in the order of their numbers, of one page or several", () => {
  const [first, second] = [review("bob", "APPROVED"), review("bob", "DISMISSED")];
  expect(approving(second, first)).toEqual([]);
  expect(approving([first], [review("carol", "APPROVED")])).toEqual(["bob", "carol"]);
});

test("what is no list of reviews is refused, and nothing throws", () => {
  for (const document of [
    {},
    null,
    [{}],
    [{ ...review("bob", "APPROVED"), user: { login: "bob" } }],
    { value: [] },
  ])
    expect(readPlatformApprovals(document, HEAD).ok).toBe(false);
  fc.assert(fc.property(fc.anything(), (document) => void readPlatformApprovals(document, HEAD)));
});
