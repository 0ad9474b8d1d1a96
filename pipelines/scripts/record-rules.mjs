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
 * @returns the records, the customers to apply now, and those that are held up or out of date, with the reason
 */
export function accept(records, { head, base, customers, later = [] }, isAncestor) {
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
    const { after, why } = startApply(record, head, isAncestor);
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
function startApply(record, head, isAncestor) {
  const begun = { commit: head, state: "started", waiting: [] };
  if (record === undefined) return { after: begun };
  const { commit, state, waiting } = record;
  const others = waiting.filter((each) => each !== head);
  if (commit === head) return { after: { ...begun, waiting: others } };
  if (isAncestor(head, commit))
    return { after: record, why: `${commit}, which was accepted later, was applied there` };
  const queued = waiting.includes(head) ? waiting : [...waiting, head];
  if (state === "started")
    return {
      after: { ...record, waiting: queued },
      why: `the apply of ${commit} is not done: run it again first`,
    };
  if (state === "waiting")
    return { after: { ...record, waiting: queued }, why: `${commit} comes first: run its apply again` };
  if (queued[0] !== head)
    return { after: { ...record, waiting: queued }, why: `${queued[0]} comes first: run its apply again` };
  return { after: { ...begun, waiting: others } };
}

/**
 * Records that an apply ended well. Refused for another commit than the one that was started.
 *
 * @param how { ended, secondPlan }: when, as ISO 8601 in UTC; and "empty" where a plan after it was
 */
export function finish(records, head, customer, { ended, secondPlan } = {}) {
  return changed(records, customer, (record) => {
    const { waiting } = startedBy(record, head, customer);
    return {
      commit: head,
      state: "done",
      waiting,
      ...(ended && { ended }),
      ...(secondPlan && { secondPlan }),
    };
  });
}

/** Records that an apply ended badly: it still holds up later ones. */
export function fail(records, head, customer, { ended } = {}) {
  return changed(records, customer, (record) => {
    const { state, waiting } = startedBy(record, head, customer);
    if (state === "done") throw new Refused(`the apply of ${head} for ${customer} is done`);
    return { commit: head, state, waiting, ...(ended && { ended }), failed: true };
  });
}

function startedBy(record, head, customer) {
  if (record?.commit !== head || !["started", "done"].includes(record.state))
    throw new Refused(`the apply of ${head} for ${customer} is not the one that was started`);
  return record;
}

/** Gives up the unfinished apply of a customer, so that later ones go on. */
export function abandon(records, customer) {
  return changed(records, customer, (record) => {
    if (!["started", "waiting"].includes(record?.state))
      throw new Refused(`no apply of ${customer} is unfinished`);
    return { ...record, state: "abandoned" };
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
    const waiting = record.waiting.filter((each) => each !== commit);
    return [customer, { ...record, state: isFirst ? "abandoned" : record.state, waiting }];
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
  return record?.commit === head && ["started", "done"].includes(record.state);
}

function changed(records, customer, change) {
  const record = Object.hasOwn(records.applied, customer) ? records.applied[customer] : undefined;
  return { ...records, applied: { ...records.applied, [customer]: change(record) } };
}
