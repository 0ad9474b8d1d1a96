import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, temporaryFolder } from "./support/estates.ts";

/*
 * The script that keeps the issue or work item of the drift current.
 */

const SCRIPT = join(import.meta.dirname, "..", "pipelines", "scripts", "drift-issue.mjs");
const MARK = "<!-- lighthouse-keeper drift -->";

function issue(
  words: readonly string[],
  counts: object,
  answer: unknown,
  { text = `${MARK}\n## Drift: <b>`, env = {} }: { readonly text?: string; readonly env?: object } = {},
) {
  const folder = temporaryFolder();
  const report = { drift: 0, notRead: 0, incomplete: false, ...counts };
  change(folder, {
    "report/drift.md": text,
    "report/drift.json": JSON.stringify(report),
    "answer.json": JSON.stringify(answer),
  });
  const given = [SCRIPT, ...words, "report", "issue.json", "answer.json"];
  const { status, stdout } = spawnSync(process.execPath, given, {
    cwd: folder,
    env: { ...env },
    encoding: "utf8",
  });
  const path = join(folder, "issue.json");
  return {
    status,
    place: stdout.trimEnd(),
    body: existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined,
  };
}

const OWN = { number: 4, user: { type: "Bot", login: "github-actions[bot]" }, body: `${MARK}\nold` };

test("GitHub: one issue is made, changed while there is something, and closed where there is nothing", () => {
  const made = issue(["github"], { drift: 2 }, [[]]);
  expect(made.place).toBe("POST issues");
  expect(made.body).toEqual({
    title: "Azure Lighthouse drift: 2 different, 0 not read",
    body: `${MARK}\n## Drift: <b>`,
    labels: ["lighthouse-drift"],
  });
  const changed = issue(["github"], { notRead: 1 }, [[OWN]]);
  expect(changed.place).toBe("PATCH issues/4");
  expect(changed.body).not.toHaveProperty("state");
  const closed = issue(["github"], {}, [[OWN]]);
  expect([closed.place, closed.body.state]).toEqual(["PATCH issues/4", "closed"]);
  expect(issue(["github"], {}, [[]])).toEqual({ status: 0, place: "NONE", body: undefined });
});

test("what is incomplete is not closed", () => {
  expect(issue(["github"], { incomplete: true }, [[OWN]]).body).not.toHaveProperty("state");
  expect(issue(["azure-devops"], { incomplete: true }, { workItems: [] }).place).toBe(
    "POST workitems/$Issue",
  );
});

test("GitHub: an issue that somebody else began with the mark is not the job's own", () => {
  const others = [
    { ...OWN, number: 1, user: { type: "User", login: "github-actions[bot]" } },
    { ...OWN, number: 2, user: null },
    { ...OWN, number: 3, body: null },
    { ...OWN, number: 5, pull_request: {} },
  ];
  expect(issue(["github"], { drift: 1 }, [others, []]).place).toBe("POST issues");
  expect(issue(["github"], { drift: 1 }, [others, [OWN]]).place).toBe("PATCH issues/4");
});

test("Azure DevOps: the work item is made, changed and done; its text is escaped", () => {
  const made = issue(["azure-devops"], { drift: 1 }, { workItems: [] });
  expect(made.place).toBe("POST workitems/$Issue");
  expect(made.body).toContainEqual({ op: "add", path: "/fields/System.Tags", value: "lighthouse-drift" });
  expect(made.body[1].value).toBe(`<pre>&lt;!-- lighthouse-keeper drift --&gt;\n## Drift: &lt;b&gt;</pre>`);
  const open = { workItems: [{ id: 9 }, { id: 12 }] };
  const changed = issue(["azure-devops"], { drift: 1 }, open);
  expect(changed.place).toBe("PATCH workitems/9");
  expect(JSON.stringify(changed.body)).not.toContain("System.State");
  const done = issue(["azure-devops"], {}, open, { env: { DONE_STATE: "Closed" } });
  expect(done.body).toContainEqual({ op: "add", path: "/fields/System.State", value: "Closed" });
  const typed = issue(
    ["azure-devops"],
    { drift: 1 },
    { workItems: [] },
    { env: { ITEM_TYPE: "User Story" } },
  );
  expect(typed.place).toBe("POST workitems/$User%20Story");
});

test("Azure DevOps: the query asks for the job's own open item", () => {
  const folder = temporaryFolder();
  const ran = spawnSync(process.execPath, [SCRIPT, "azure-devops-query", "query.json"], {
    cwd: folder,
    env: {},
    encoding: "utf8",
  });
  expect(ran.stdout).toBe("NONE\n");
  const { query } = JSON.parse(readFileSync(join(folder, "query.json"), "utf8"));
  expect(query).toContain("[System.CreatedBy] = @me");
  expect(query).toContain("[System.State] <> 'Done'");
});

test.each([
  [{ drift: "1" }, {}],
  [{ notRead: -0.5 }, {}],
  [{ incomplete: null }, {}],
  [{}, { text: "another text" }],
  [{}, { env: { DONE_STATE: "x' OR 1=1" } }],
])("%j with %j writes nothing", (counts, options) => {
  const ran = issue(["azure-devops"], counts, { workItems: [{ id: 1 }] }, options);
  expect([ran.status, ran.place, ran.body]).toEqual([1, "", undefined]);
});
