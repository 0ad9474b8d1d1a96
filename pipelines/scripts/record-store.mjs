import { execFileSync } from "node:child_process";
import { threadId } from "node:worker_threads";
import { EMPTY, Refused } from "./record-rules.mjs";

/*
 * The records are files of a branch of their own: `accepted`, `bases/<commit>` and `applied/<customer>.json`. Each change
 * is a commit, pushed without force: of two runs at once, one is refused by the platform and tries again. Git's objects
 * are made directly, so no checkout, hook or filter takes part.
 */

/** The branch of the records. */
export const BRANCH = "lighthouse-records";

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** An id of a customer. */
export const CUSTOMER = /^[a-z][a-z0-9-]{1,49}$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;
const STATES = ["waiting", "started", "done", "abandoned"];

/**
 * How long a push is tried again while others are faster, in milliseconds. An apply that ended well must be recorded, and
 * hundreds of jobs may end at once.
 */
const PATIENCE = 20 * 60_000;

/** The first and the longest time between two tries, in milliseconds. */
const [SHORTEST_WAIT, LONGEST_WAIT] = [200, 15_000];

/** Customers whose records are asked for by name. Of more, all records are read: git compares each name with each file. */
const MOST_NAMED = 100;

/** References of this clone, of each thread its own: two at once cannot change one. */
const [FETCHED, NEXT] = [`refs/keeper/records-${threadId}`, `refs/keeper/next-${threadId}`];

/** Runs git in the checkout that the script was started in. */
export function git(words, { input, env } = {}) {
  const options = {
    encoding: "utf8",
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    maxBuffer: 2 ** 28,
  };
  const given = { ...process.env, ...env };
  return execFileSync("git", ["-c", "core.hooksPath=/dev/null", ...words], {
    ...options,
    input,
    env: given,
  }).trimEnd();
}

const ancestors = new Map();

/** Whether a commit is an ancestor of another, or equal. Throws where a commit is not in this clone. */
export function isAncestor(earlier, later) {
  const key = `${earlier} ${later}`;
  if (!ancestors.has(key)) ancestors.set(key, askAncestor(earlier, later));
  return ancestors.get(key);
}

function askAncestor(earlier, later) {
  try {
    git(["merge-base", "--is-ancestor", earlier, later]);
    return true;
  } catch (error) {
    // 128: a commit is not here
    if (error.status === 1) return false;
    throw error;
  }
}

/** Resolves a revision to a full commit id. */
export function commitOf(revision) {
  try {
    return git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  } catch {
    throw new Refused(`this clone has no commit ${JSON.stringify(revision)}`, 2);
  }
}

/**
 * The tip of the records' branch at the remote; undefined where there is none. RECORDS_FETCHED names a reference of this
 * clone that is read in its place, where a job has no right to ask the remote.
 */
function fetchTip(remote) {
  const fetched = process.env.RECORDS_FETCHED;
  if (fetched) return commitOf(fetched);
  const listed = git(["ls-remote", remote, `refs/heads/${BRANCH}`]);
  if (listed === "") return undefined;
  // without a map of references git would change that of the remote's branch too, which the threads share
  git(["fetch", "--quiet", "--no-tags", "--refmap=", remote, `+refs/heads/${BRANCH}:${FETCHED}`]);
  return git(["rev-parse", FETCHED]);
}

/**
 * Reads the records of a remote. Throws for anything that this script did not write.
 *
 * @param customers whose records are read, and `accepted`: a branch may have 100,000. @default - everything
 */
export function readRecords(remote, customers) {
  const tip = fetchTip(remote);
  return { tip, records: tip === undefined ? EMPTY : recordsAt(tip, customers) };
}

function recordsAt(tip, customers) {
  const records = { accepted: undefined, bases: {}, applied: {} };
  const paths = customers === undefined || customers.length > MOST_NAMED ? [] : pathsOf(customers);
  const words = ["ls-tree", "-r", "-z", "--full-tree", tip, "--", ...paths];
  const listed = git(words).split("\0").filter(Boolean);
  const entries = listed.map((line) => {
    const [mode, , id] = line.slice(0, line.indexOf("\t")).split(" ");
    const path = line.slice(line.indexOf("\t") + 1);
    if (mode !== "100644") throw new Refused(`the records have ${path}, which is not a regular file`, 2);
    return { path, id };
  });
  readTexts(entries.filter(({ id }) => !texts.has(id)));
  for (const { path, id } of entries) readRecord(records, path, texts.get(id));
  return records;
}

/** Texts of records by git's id: a job reads again and again what has hardly changed. */
const texts = new Map();

/** Reads the texts of records that were not read before. */
function readTexts(entries) {
  if (entries.length === 0) return;
  const input = entries.map(({ id }) => `${id}\n`).join("");
  // every record is one line: with its heading, two lines for each
  const lines = git(["cat-file", "--batch"], { input }).split("\n");
  let line = 0;
  for (const { path, id } of entries) {
    const [heading = "", text = ""] = lines.slice(line, line + 2);
    if (heading !== `${id} blob ${text.length + 1}`)
      throw new Refused(`the record ${path} cannot be read`, 2);
    texts.set(id, text);
    // git ends each object with a line feed of its own
    line += 3;
  }
}

function pathsOf(customers) {
  return ["accepted", ...customers.map((customer) => `applied/${customer}.json`)];
}

function readRecord(records, path, text) {
  const [, folder, name = ""] = /^(?:(bases|applied)\/)?([^/]+)$/.exec(path) ?? [];
  if (folder === undefined && name === "accepted") records.accepted = commitIn(path, text);
  else if (folder === "bases" && COMMIT.test(name)) records.bases[name] = commitIn(path, text);
  else if (folder === "applied" && CUSTOMER.test(name.replace(/\.json$/, ""))) {
    records.applied[name.replace(/\.json$/, "")] = appliedIn(path, text);
  } else throw new Refused(`the records have a file ${JSON.stringify(path)} that is none of theirs`, 2);
}

function appliedIn(path, text) {
  const { commit, state, waiting, ended, failed, secondPlan, overtaking } = JSON.parse(text);
  const isKnown =
    STATES.includes(state) &&
    Array.isArray(waiting) &&
    [commit, ...waiting].every((each) => COMMIT.test(each)) &&
    (overtaking === undefined || waiting.includes(overtaking));
  if (!isKnown) throw new Refused(`the record ${path} cannot be read`, 2);
  return {
    commit,
    state,
    waiting,
    ...(typeof ended === "string" && TIME.test(ended) && { ended }),
    ...(failed === true && { failed }),
    ...(secondPlan === "empty" && { secondPlan }),
    ...(overtaking !== undefined && { overtaking }),
  };
}

function commitIn(path, text) {
  if (!COMMIT.test(text)) throw new Refused(`the record ${path} names no commit`, 2);
  return text;
}

/**
 * Changes the records of a remote, and pushes them. Where another run was faster, waits a random time, reads them again and
 * changes those. Waits grow with each try, so that many runs at once come through one after the other.
 *
 * @param change (records) => ({ records, … }), which may throw {@link Refused}
 * @param customers whose records alone it reads and changes. @default - everything
 * @returns what `change` gave for the records that were pushed
 */
export function changeRecords(remote, message, change, customers) {
  const giveUp = Date.now() + PATIENCE;
  for (let tries = 0; Date.now() < giveUp; tries++) {
    const { tip, records } = readRecords(remote, customers);
    const result = change(records);
    if (
      JSON.stringify(result.records) === JSON.stringify(records) ||
      push(remote, tip, records, result.records, message)
    )
      return result;
    sleep(Math.random() * Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** tries));
  }
  throw new Refused("other runs kept changing the records: run this again", 2);
}

/** Waits, in milliseconds. Programs that this process started go on meanwhile. */
function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Commits and pushes; false where the remote has moved. */
function push(remote, tip, before, after, message) {
  commitRecords(tip, before, after, message);
  try {
    // never with force, not even with a lease: what another run has pushed must come before this commit
    git(["push", "--quiet", remote, `${NEXT}:refs/heads/${BRANCH}`]);
    return true;
  } catch (error) {
    // another push may hold the reference, and not have moved it yet
    if (/cannot lock ref/.test(String(error.stderr)) || fetchTip(remote) !== tip) return false;
    throw new Refused(`the records cannot be pushed: ${String(error.stderr ?? error).trim()}`, 2);
  }
}

/** Makes a commit of the changed records under a reference of this clone: in one process, without work tree and index. */
function commitRecords(tip, before, after, message) {
  const old = new Map(filesOf(before));
  const changed = filesOf(after).filter(([path, text]) => old.get(path) !== text);
  const who = "lighthouse-keeper <lighthouse-keeper@invalid> now";
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const input = [
    `commit ${NEXT}\ncommitter ${who}\n${data(message)}`,
    tip === undefined ? "" : `from ${tip}\n`,
    ...changed.map(([path, text]) => `M 100644 inline ${path}\n${data(`${text}\n`)}`),
  ].join("");
  git(["fast-import", "--quiet", "--force", "--date-format=now"], { input });
}

/** The files of records, by path. No path has a character that git would read differently. */
function filesOf({ accepted, bases, applied }) {
  return [
    ...(accepted === undefined ? [] : [["accepted", accepted]]),
    ...Object.entries(bases).map(([commit, base]) => [`bases/${commit}`, base]),
    ...Object.entries(applied).map(([customer, record]) => [
      `applied/${customer}.json`,
      JSON.stringify(record),
    ]),
  ];
}
