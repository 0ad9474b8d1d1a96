#!/usr/bin/env node
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Keeps one issue or work item current with the findings of a drift report, and closes it where there is none.
 *
 *   drift-issue.mjs github <report> <issue.json> <issues.json>         pages of open issues with the label
 *   drift-issue.mjs azure-devops-query <query.json>                    the query for the job's own open work item
 *   drift-issue.mjs azure-devops <report> <item.json> <items.json>     the answer to that query
 *
 * Prints the method and the rest of the path, or NONE where there is nothing to do. LABEL is its label or
 * tag (@default lighthouse-drift): a copy of the job for another cloud has its own. ITEM_TYPE and DONE_STATE name the type and the
 * last state of work items.
 */

const LABEL = process.env.LABEL || "lighthouse-drift";
if (!/^[a-z][a-z0-9-]{0,49}$/.test(LABEL)) throw new Error("LABEL is of small letters, digits and hyphens");
const MARK = "<!-- lighthouse-keeper drift -->";

const FORMS = {
  github: ([report, output, issues]) => {
    const { text, title, isDone } = readReport(report);
    // another user's issue that begins with the mark is not this job's own
    const own = json(issues)
      .flat()
      .find(
        ({ user, body, pull_request: pull }) => isBot(user) && pull === undefined && body?.startsWith(MARK),
      );
    if (own === undefined && isDone) return "NONE";
    const state = isDone ? { state: "closed", state_reason: "completed" } : {};
    write(output, { title, body: text, ...(own === undefined ? { labels: [LABEL] } : state) });
    return own === undefined ? "POST issues" : `PATCH issues/${own.number}`;
  },
  "azure-devops-query": ([output]) => {
    const { done } = workItems();
    const query =
      "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.CreatedBy] = @me " +
      `AND [System.Tags] CONTAINS '${LABEL}' AND [System.State] <> '${done}' ORDER BY [System.Id]`;
    write(output, { query });
    return "NONE";
  },
  "azure-devops": ([report, output, items]) => {
    const { text, title, isDone } = readReport(report);
    const { type, done } = workItems();
    const [own] = json(items).workItems;
    if (own === undefined && isDone) return "NONE";
    const fields = {
      "System.Title": title,
      "System.Description": `<pre>${html(text)}</pre>`,
      ...(own === undefined ? { "System.Tags": LABEL } : isDone ? { "System.State": done } : {}),
    };
    write(
      output,
      Object.entries(fields).map(([field, value]) => ({ op: "add", path: `/fields/${field}`, value })),
    );
    return own === undefined ? `POST workitems/$${type}` : `PATCH workitems/${number(own.id)}`;
  },
};

/** The report: its text, a title with the numbers, and whether there is neither drift nor anything that was not read. */
function readReport(folder) {
  const text = readFileSync(join(folder, "drift.md"), "utf8");
  if (!text.startsWith(MARK)) throw new Error("drift.md does not begin with its mark");
  const { drift, notRead, incomplete } = json(join(folder, "drift.json"));
  if (!Number.isInteger(drift) || !Number.isInteger(notRead) || typeof incomplete !== "boolean")
    throw new Error("drift.json has not the form of keeper drift");
  const parts = [`${drift} different`, `${notRead} not read`, ...(incomplete ? ["incomplete"] : [])];
  return {
    text,
    title: `Azure Lighthouse drift${LABEL === "lighthouse-drift" ? "" : ` (${LABEL})`}: ${parts.join(", ")}`,
    isDone: drift === 0 && notRead === 0 && !incomplete,
  };
}

function isBot(user) {
  return user?.type === "Bot" && user.login === "github-actions[bot]";
}

function workItems() {
  const { ITEM_TYPE: type = "Issue", DONE_STATE: done = "Done" } = process.env;
  for (const name of [type, done])
    if (!/^[A-Za-z][A-Za-z ]{0,60}$/.test(name)) throw new Error("ITEM_TYPE and DONE_STATE are words");
  return { type: encodeURIComponent(type), done };
}

function number(id) {
  if (!Number.isInteger(id)) throw new Error("the platform's answer has no id of a work item");
  return id;
}

function html(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function json(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function write(file, value) {
  writeFileSync(file, JSON.stringify(value));
}

const [form = "", ...words] = process.argv.slice(2);
if (!Object.hasOwn(FORMS, form)) throw new Error("drift-issue.mjs github|azure-devops|azure-devops-query …");
process.stdout.write(`${FORMS[form](words)}\n`);
