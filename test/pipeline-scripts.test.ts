import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, temporaryFolder } from "./support/estates.ts";

/*
 * The scripts of the shipped pipelines that read a platform's answers: who opened a change, and the comment on it.
 */

const script = (name: string) => join(import.meta.dirname, "..", "pipelines", "scripts", `${name}.mjs`);

function author(words: readonly string[], answer: unknown) {
  const input = typeof answer === "string" ? answer : JSON.stringify(answer);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script("change-author"), ...words], {
    input,
    encoding: "utf8",
  });
  return { status, line: stdout.trimEnd(), said: stderr };
}

const PULL = {
  state: "open",
  number: 7,
  head: { sha: "c1" },
  base: { ref: "main" },
  user: { login: "dependabot[bot]", id: 49699333 },
  merged_at: null,
  merge_commit_sha: "c2",
};

const AZURE = {
  createdBy: { uniqueName: "alice@example.com", id: "8f3e2a1b-7c6d-4e5f-9a0b-1c2d3e4f5a6b" },
  lastMergeTargetCommit: { commitId: "b1" },
};

test("the author of a change is who opened its one pull request, by name and immutable id", () => {
  expect(author(["github", "open", "c1", "main"], [{ ...PULL, state: "closed" }, PULL])).toMatchObject({
    status: 0,
    line: "dependabot[bot] 49699333 7",
  });
  expect(author(["github", "merged", "c2"], [PULL, { ...PULL, merged_at: "2026-11-30" }])).toMatchObject({
    status: 0,
    line: "dependabot[bot] 49699333",
  });
  const azure = "alice@example.com 8f3e2a1b-7c6d-4e5f-9a0b-1c2d3e4f5a6b";
  expect(author(["azure-devops", "open"], AZURE)).toMatchObject({ status: 0, line: azure });
  const query = { results: [{ m: [AZURE] }] };
  expect(author(["azure-devops", "merged", "b1"], query)).toMatchObject({ status: 0, line: azure });
});

test("a commit that no pull request made has no author on GitHub: the gate refuses an empty name", () => {
  for (const pulls of [[], [PULL], [PULL, PULL].map((pull) => ({ ...pull, merged_at: "now" }))])
    expect(author(["github", "merged", "c2"], pulls)).toMatchObject({ status: 0, line: "" });
});

test.each([
  [["github", "open", "c1", "main"], [], "not exactly one open pull request has this commit"],
  [["github", "open", "c1", "main"], [PULL, PULL], "not exactly one open pull request has this commit"],
  [
    ["github", "open", "c1", "next"],
    [PULL],
    "only pull requests to next are gated: this one goes to another branch",
  ],
  [
    ["github", "open", "c1", "main"],
    [{ ...PULL, user: { login: "a\nauthor=b", id: 1 } }],
    "the author has no name",
  ],
  [["github", "open", "c1", "main"], [{ ...PULL, user: { login: "a", id: "1 2" } }], "the author has no id"],
  [
    ["azure-devops", "open"],
    { createdBy: { ...AZURE.createdBy, uniqueName: "a b" } },
    "the author has no name",
  ],
  [["azure-devops", "open"], { createdBy: { ...AZURE.createdBy, id: "1" } }, "the author has no id"],
  [
    ["azure-devops", "merged", "b1"],
    { results: [{ m: [AZURE, AZURE] }] },
    "not exactly one pull request made this",
  ],
  [
    ["azure-devops", "merged", "b2"],
    { results: [{ m: [AZURE] }] },
    "the commit before is not what this was merged into: squash, or merge with a commit",
  ],
  [["gitlab", "open"], [], "there is no form gitlab open"],
])("%j of %j is refused", (words, answer, said) => {
  expect(author(words, answer)).toEqual({ status: 1, line: "", said: `${said}\n` });
});

test("an answer of another form is refused, and nothing of it is repeated", () => {
  for (const answer of ["", "{", '"##vso[task.complete]"', "{}", "[1]", '[{"state":"open"}]', "null"])
    for (const words of [
      ["github", "open", "c1", "main"],
      ["azure-devops", "open"],
      ["azure-devops", "merged", "b1"],
    ]) {
      const { status, line, said } = author(words, answer);
      expect([status, line]).toEqual([1, ""]);
      expect(said).toMatch(/^(?:the platform's answer has not the form|not exactly one)[\w' ]+\n$/);
    }
});

/** Runs the script of the comment over a report; gives what it printed and wrote. */
function comment(
  words: readonly string[],
  files: Readonly<Record<string, string>>,
  answers: readonly unknown[],
) {
  const folder = temporaryFolder();
  change(folder, {
    ...files,
    ...Object.fromEntries(answers.map((answer, index) => [`${index}.json`, JSON.stringify(answer)])),
  });
  const given = [
    script("review-comment"),
    ...words,
    "report",
    "comment.json",
    ...answers.map((_, i) => `${i}.json`),
  ];
  const env = {
    GITHUB_SERVER_URL: "https://github.com",
    REPOSITORY: "o/r",
    GITHUB_RUN_ID: "5",
    NUMBER: "7",
    BUILD_BUILDID: "9",
  };
  const { status, stdout } = spawnSync(process.execPath, given, { cwd: folder, env, encoding: "utf8" });
  const path = join(folder, "comment.json");
  return {
    status,
    place: stdout.trimEnd(),
    comment: existsSync(path) ? readFileSync(path, "utf8") : undefined,
  };
}

const REPORT = { "report/gate.md": "GATE", "report/review.md": "REVIEW" };
const MARK = "<!-- lighthouse-keeper -->";
const SELF = { authenticatedUser: { id: "build-service" } };

test("row 15: every comment begins with the mark and with the warning of digests, whatever others wrote", () => {
  const start = `${MARK}\nNever copy a digest from a comment: anyone who may write comments can edit it. Take it from your own keeper.\n\n`;
  for (const files of [
    REPORT,
    {},
    { ...REPORT, "report/review.md": "x".repeat(70_000) },
    { ...REPORT, "report/gate.md": "x".repeat(70_000) },
  ]) {
    const github = JSON.parse(comment(["github"], files, [[[]]]).comment ?? "").body;
    const azure = JSON.parse(comment(["azure-devops"], files, [{ value: [] }, SELF]).comment ?? "");
    for (const text of [github, azure.comments[0].content]) {
      expect(text.slice(0, start.length)).toBe(start);
      expect(text.length).toBeLessThan(65_000);
    }
  }
});

test("without a decision of the gate the comment says that there is none", () => {
  const { comment: text } = comment(["github"], {}, [[]]);
  expect(JSON.parse(text ?? "").body).toContain("The gate could not decide: see the job.");
});

test("row 13: a comment is put over the job's own alone", () => {
  const own = { id: 3, user: { type: "Bot", login: "github-actions[bot]" }, body: `${MARK}\nold` };
  const others = [
    { ...own, id: 1, user: { type: "User", login: "github-actions[bot]" } },
    { ...own, id: 2, user: null },
    { ...own, id: 4, body: null },
  ];
  expect(comment(["github"], REPORT, [[others, [own]]]).place).toBe("PATCH issues/comments/3");
  expect(comment(["github"], REPORT, [[others, []]]).place).toBe("POST issues/7/comments");

  const thread = (id: number, author: string) => ({
    id,
    comments: [{ id: 8, content: MARK, author: { id: author } }],
  });
  const empty = { id: 1, comments: [] };
  const threads = (...value: readonly object[]) => comment(["azure-devops"], REPORT, [{ value }, SELF]).place;
  expect(threads(empty, thread(2, "mallory"))).toBe("POST");
  expect(threads(empty, thread(2, "mallory"), thread(3, "build-service"))).toBe("PATCH /3/comments/8");
  const nobody = comment(["azure-devops"], REPORT, [{ value: [] }, {}]);
  expect([nobody.status, nobody.place, nobody.comment]).toEqual([1, "", undefined]);
});
