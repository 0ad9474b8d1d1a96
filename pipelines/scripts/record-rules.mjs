/*
 * Rules for the two records of the protected apply pipeline. Pure: no files, no git.
 *
 * - accepted: the last commit of the default branch that the gate let pass after its merge. It is base for whatever comes
 *   next.
 * - applied, for each customer: which accepted commit was applied there, and whether that is done.
 *
 * A record of a customer is { commit, state, waiting }: "started" until the apply ended well ("done") or was given up
 * ("abandoned"); `waiting` lists accepted commits that changed the customer meanwhile, oldest first, and those whose step of
 * waves.yaml has not come. Where nothing was applied before, the state is "waiting" until that step. Where known, it has also
 * `ended` (when the apply ended), `failed: true` (badly) and `secondPlan: "empty"` (a plan after it showed nothing to do).
 * `overtaking` is a waiting commit that was started before its turn, because it only takes access away.
 */

/** An expected refusal: it is printed without a stack trace, and ends with `code`. */
export class Refused extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** What the records say before anything was accepted. */
export const EMPTY = Object.freeze({ accepted: undefined, bases: {}, applied: {} });

/**
 * Base of a commit, and whether the commit was accepted before: then its apply is run again.
 *
 * @param isAncestor (earlier, later) => boolean, true for equal commits
 */
export function baseFor(records, head, isAncestor) {
  const { accepted, bases } = records;
  if (accepted === undefined)
    throw new Refused("no commit was accepted yet: set the first one (records.mjs begin <commit>)", 2);
  if (Object.hasOwn(bases, head)) return { base: bases[head], again: true };
  if (isAncestor(head, accepted))
    throw new Refused(
      `${head} was judged together with ${accepted}, which was accepted later: nothing is left to apply`,
    );
  if (!isAncestor(accepted, head))
    throw new Refused(`${head} does not come from the accepted commit ${accepted}`, 2);
  return { base: accepted, again: false };
}

/**
 * Accepts a commit, and starts its apply for each changed customer that no earlier apply holds up. Customers of later steps
 * wait for it: a later commit does not reach them before.
 *
 * @param narrowing customers from which the commit only takes access away: there it waits for no earlier apply
 * @returns the records, the customers to apply now, and those that are held up or out of date, with the reason
 */
export function accept(records, { head, base, customers, later = [], narrowing = [] }, isAncestor) {
  const found = baseFor(records, head, isAncestor);
  if (found.base !== base)
    throw new Refused(`the accepted commit is ${found.base} now, not ${base}: run this again`);
  const next = found.again
    ? records
    : { ...records, accepted: head, bases: { ...records.bases, [head]: base } };
  const applied = { ...next.applied };
  const [started, held] = [[], {}];
  for (const customer of customers) {
    const record = Object.hasOwn(applied, customer) ? applied[customer] : undefined;
    const { after, why } = startApply(record, head, isAncestor, narrowing.includes(customer));
    applied[customer] = after;
    if (why === undefined) started.push(customer);
    else held[customer] = why;
  }
  for (const customer of later) {
    const record = Object.hasOwn(applied, customer) ? applied[customer] : undefined;
    applied[customer] = postponed(record, head, isAncestor);
  }
  return { records: { ...next, applied }, started, held };
}

/** What a record is where the customer's step has not come. */
function postponed(record, head, isAncestor) {
  if (record === undefined) return { commit: head, state: "waiting", waiting: [] };
  const isKnown = record.waiting.includes(head) || isAncestor(head, record.commit);
  return isKnown ? record : { ...record, waiting: [...record.waiting, head] };
}

/** What a record of one customer is after an apply was asked for; `why` where it may not start. */
function startApply(record, head, isAncestor, isNarrowing) {
  const begun = { commit: head, state: "started", waiting: [] };
  if (record === undefined) return { after: begun };
  const { commit, waiting, overtaking } = record;
  if (overtaking !== undefined && overtaking !== head && isAncestor(head, overtaking))
    return { after: record, why: `${overtaking}, which was accepted later, was started there` };
  if (commit === head) return { after: { ...begun, waiting: waiting.filter((each) => each !== head) } };
  if (isAncestor(head, commit))
    return { after: record, why: `${commit}, which was accepted later, was applied there` };
  const queued = waiting.includes(head) ? waiting : [...waiting, head];
  const why = whyHeld(record, head, queued);
  if (why === undefined) return { after: { ...begun, waiting: queued.slice(1) } };
  if (isNarrowing) return { after: { ...record, waiting: queued, overtaking: head } };
  return { after: { ...record, waiting: queued }, why };
}

/** What holds a commit up at a customer; undefined where it is its turn. */
function whyHeld({ commit, state, overtaking }, head, [first]) {
  if (overtaking !== undefined && overtaking !== head)
    return `the apply of ${overtaking} is not done: run it again first`;
  if (state === "started") return `the apply of ${commit} is not done: run it again first`;
  if (state === "waiting") return `${commit} comes first: run its apply again`;
  return first === head ? undefined : `${first} comes first: run its apply again`;
}

/**
 * Records that an apply ended well. Refused for another commit than the one that was started.
 *
 * @param how { ended, secondPlan }: when, as ISO 8601 in UTC; and "empty" where a plan after it was
 */
export function finish(records, head, customer, { ended, secondPlan } = {}) {
  return changed(records, customer, (record) => {
    const known = { ...(ended && { ended }), ...(secondPlan && { secondPlan }) };
    // what it overtook is part of it: all of that was accepted before
    if (record?.overtaking === head)
      return { commit: head, state: "done", waiting: after(record.waiting, head), ...known };
    const { waiting, overtaking } = startedBy(record, head, customer);
    return { commit: head, state: "done", waiting, ...known, ...(overtaking && { overtaking }) };
  });
}

/** Records that an apply ended badly: it still holds up later ones. One that overtook others waits for its turn again. */
export function fail(records, head, customer, { ended } = {}) {
  return changed(records, customer, (record) => {
    if (record?.overtaking === head) return inTurnAgain(record);
    const { state, waiting, overtaking } = startedBy(record, head, customer);
    if (state === "done") throw new Refused(`the apply of ${head} for ${customer} is done`);
    const known = { ...(ended && { ended }), failed: true };
    return { commit: head, state, waiting, ...known, ...(overtaking && { overtaking }) };
  });
}

/** The commits of a list that come after one of them. */
function after(commits, commit) {
  return commits.slice(commits.indexOf(commit) + 1);
}

/** A record without the commit that overtook others: it waits as they do. */
function inTurnAgain({ overtaking: _, ...record }) {
  return record;
}

function startedBy(record, head, customer) {
  if (record?.commit !== head || !["started", "done"].includes(record.state))
    throw new Refused(`the apply of ${head} for ${customer} is not the one that was started`);
  return record;
}

/** Gives up the unfinished applies of a customer, so that later ones go on. */
export function abandon(records, customer) {
  return changed(records, customer, (record) => {
    const isUnfinished = ["started", "waiting"].includes(record?.state);
    if (!isUnfinished && record?.overtaking === undefined)
      throw new Refused(`no apply of ${customer} is unfinished`);
    return { ...inTurnAgain(record), ...(isUnfinished && { state: "abandoned" }) };
  });
}

/**
 * Gives up a commit for all customers whose step has not come, so that a later commit, such as one that reverts it, reaches them.
 *
 * @returns the records, and the customers that no longer wait for it
 */
export function withdraw(records, commit) {
  const customers = [];
  const applied = Object.entries(records.applied).map(([customer, record]) => {
    const isFirst = record.state === "waiting" && record.commit === commit;
    if (!isFirst && !record.waiting.includes(commit)) return [customer, record];
    customers.push(customer);
    const left = record.overtaking === commit ? inTurnAgain(record) : record;
    const waiting = record.waiting.filter((each) => each !== commit);
    return [customer, { ...left, state: isFirst ? "abandoned" : record.state, waiting }];
  });
  if (customers.length === 0) throw new Refused(`no customer waits for ${commit}`);
  return { records: { ...records, applied: Object.fromEntries(applied) }, customers };
}

/**
 * Whether another customer of a step may begin: no more of the step's customers have failed than it tolerates.
 *
 * @param customers of the step that were started together
 */
export function mayBegin(records, head, customers, tolerance) {
  const failures = customers.filter((customer) => {
    const record = Object.hasOwn(records.applied, customer) ? records.applied[customer] : undefined;
    return record?.commit === head && record.failed === true;
  });
  return failures.length <= tolerance;
}

/** Sets the first accepted commit. */
export function begin(records, commit) {
  if (records.accepted !== undefined) throw new Refused(`${records.accepted} is accepted already`);
  return { ...records, accepted: commit };
}

/** Whether an apply may still be made: another run may have started a later one since. */
export function mayApply(records, head, customer) {
  const record = Object.hasOwn(records.applied, customer) ? records.applied[customer] : undefined;
  if (record?.overtaking !== undefined) return record.overtaking === head;
  return record?.commit === head && ["started", "done"].includes(record.state);
}

function changed(records, customer, change) {
  const record = Object.hasOwn(records.applied, customer) ? records.applied[customer] : undefined;
  return { ...records, applied: { ...records.applied, [customer]: change(record) } };
}
