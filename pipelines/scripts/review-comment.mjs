#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Writes the comment that shows gate and review on a pull request, and says where it goes: over this job's own comment,
 * or as a new one.
 *
 *   review-comment.mjs github <report> <comment.json> <comments.json>
 *   review-comment.mjs azure-devops <report> <comment.json> <threads.json> <self.json>
 *
 * The folder has gate.md and review.md; without gate.md nothing was decided. The other files are the platform's answers:
 * pages of comments, the threads, who asks. Prints the method and the rest of the path.
 */

const MARK = "<!-- lighthouse-keeper -->";

/** Any workflow with the right to write comments can edit this one. */
const NOTICE =
  "Never copy a digest from a comment: anyone who may write comments can edit it. Take it from your own keeper.";

/** Both platforms take more than this, in UTF-16 units. */
const LONGEST = 65_000;

const FORMS = {
  github: (text, [comments]) => {
    const { GITHUB_SERVER_URL, REPOSITORY, GITHUB_RUN_ID, NUMBER } = process.env;
    const body = text(`[this run](${GITHUB_SERVER_URL}/${REPOSITORY}/actions/runs/${GITHUB_RUN_ID})`);
    // who this job is on the platform: a comment that another user or app began with the mark is not its own
    const own = json(comments)
      .flat()
      .find(({ user, body: written }) => isBot(user) && written?.startsWith(MARK) === true);
    const place = own === undefined ? `POST issues/${NUMBER}/comments` : `PATCH issues/comments/${own.id}`;
    return { comment: { body }, place };
  },
  "azure-devops": (text, [threads, self]) => {
    const content = text(`run ${process.env.BUILD_BUILDID}`);
    const { id } = json(self).authenticatedUser ?? {};
    if (typeof id !== "string" || id === "") throw new Error("the platform does not say who this job is");
    const own = json(threads).value.find(({ comments: [first] }) => first !== undefined && isOwn(first, id));
    if (own === undefined)
      return { comment: { comments: [{ content, commentType: 1 }], status: 1 }, place: "POST" };
    return { comment: { content }, place: `PATCH /${own.id}/comments/${own.comments[0].id}` };
  },
};

function isBot(user) {
  return user?.type === "Bot" && user.login === "github-actions[bot]";
}

function isOwn({ author, content }, id) {
  return author?.id === id && content?.startsWith(MARK) === true;
}

/** The comment: what fits of gate and review, with the place of the rest. */
function textOf(report, run) {
  const gate = read(join(report, "gate.md")) || "The gate could not decide: see the job.\n";
  const elsewhere = `too long for a comment: see the artifact \`access-review\` of ${run}.\n`;
  return [
    `${gate}\n${read(join(report, "review.md"))}`,
    `${gate}\nThe review is ${elsewhere}`,
    `What the gate says is ${elsewhere}`,
  ]
    .map((text) => `${MARK}\n${NOTICE}\n\n${text}`)
    .find(({ length }) => length < LONGEST);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function json(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

const [platform = "", report = "", output = "", ...answers] = process.argv.slice(2);
if (!Object.hasOwn(FORMS, platform)) throw new Error("review-comment.mjs github|azure-devops …");
const { comment, place } = FORMS[platform]((run) => textOf(report, run), answers);
writeFileSync(output, JSON.stringify(comment));
process.stdout.write(`${place}\n`);
