#!/usr/bin/env node
import { readFileSync } from "node:fs";

/*
 * Finds who opened a change in what the platform answered, on standard input. Nothing of the change itself is asked.
 *
 *   change-author.mjs github open <commit> <branch>       the pulls of a commit: the one that is open, to that branch
 *   change-author.mjs github merged <commit>              the pulls of a commit: the one whose merge made it
 *   change-author.mjs azure-devops open                   one pull request
 *   change-author.mjs azure-devops merged <commit>        a query by merge commit; the commit that it was merged into
 *
 * Prints one line: name and immutable id; for "github open" the number of the pull request too. The line is empty where
 * no pull request on GitHub made a commit: the gate says what that means. Exit code 1 where the answer does not say it.
 */

const FORMS = {
  github: {
    open: (pulls, [head, target]) => {
      const [pull, ...others] = pulls.filter(({ state, head: own }) => state === "open" && own.sha === head);
      if (pull === undefined || others.length > 0) stop("not exactly one open pull request has this commit");
      // the status counts for the commit: what another branch lets pass would pass here
      if (pull.base.ref !== target)
        stop(`only pull requests to ${target} are gated: this one goes to another branch`);
      return [...githubUser(pull), only(/^\d+$/, pull.number, "number")];
    },
    merged: (pulls, [head]) => {
      const merged = pulls.filter((each) => each.merged_at !== null && each.merge_commit_sha === head);
      return merged.length === 1 ? githubUser(merged[0]) : [];
    },
  },
  "azure-devops": {
    open: (pull) => azureUser(pull),
    merged: ({ results }, [into]) => {
      const [pull, ...others] = results.flatMap((each) => Object.values(each).flat());
      if (pull === undefined || others.length > 0) stop("not exactly one pull request made this");
      if (pull.lastMergeTargetCommit.commitId !== into)
        stop("the commit before is not what this was merged into: squash, or merge with a commit");
      return azureUser(pull);
    },
  },
};

function githubUser({ user }) {
  return [only(/^\S+$/, user.login, "name"), only(/^\d+$/, user.id, "id")];
}

function azureUser({ createdBy }) {
  return [only(/^\S+$/, createdBy.uniqueName, "name"), only(/^[0-9a-f-]{36}$/i, createdBy.id, "id")];
}

/** A value of this form: it becomes a word of a line, and must not become two. */
function only(form, value, name) {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !form.test(text)) stop(`the author has no ${name}`);
  return text;
}

function stop(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

const [platform = "", moment = "", ...words] = process.argv.slice(2);
const find = FORMS[platform]?.[moment];
if (find === undefined) stop(`there is no form ${platform} ${moment}`);
let line = "";
try {
  line = find(JSON.parse(readFileSync(0, "utf8")), words).join(" ");
} catch {
  // its words are the platform's, which may repeat what users wrote
  stop("the platform's answer has not the form that its reference shows");
}
process.stdout.write(`${line}\n`);
