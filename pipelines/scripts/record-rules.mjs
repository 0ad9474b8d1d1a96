/*
 * Rules for the two records of the protected apply pipeline. Pure: no files, no git.
 *
 * - accepted: the last commit of the default branch that the gate let pass after its merge. It is base for whatever comes
 *   next.
 * - applied, for each customer: which accepted commit was applied there, and whether that is done.
 *
 * A record of a customer is { commit, state, waiting }: "started" until the apply ended well ("done") or was given up
 * ("abandoned"); `waiting` lists accepted commits that changed the customer meanwhile, oldest first.
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
 * Accepts a commit, and starts its apply for each changed customer that no earlier apply holds up.
 *
 * @returns the records, the customers to apply now, and those that are held up or out of date, with the reason
 */
export function accept(records, { head, base, customers }, isAncestor) {
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
  return { records: { ...next, applied }, started, held };
}

/** What a record of one customer is after an apply was asked for; `why` where it may not start. */
function startApply(record, head, isAncestor) {
  const begun = { commit: head, state: "started", waiting: [] };
  if (record === undefined) return { after: begun };
  const { commit, state, waiting } = record;
  const others = waiting.filter((each) => each !== head);
  if (commit === head) return { after: { ...record, state: "started", waiting: others } };
  if (isAncestor(head, commit))
    return { after: record, why: `${commit}, which was accepted later, was applied there` };
  const queued = waiting.includes(head) ? waiting : [...waiting, head];
  if (state === "started")
    return {
      after: { ...record, waiting: queued },
      why: `the apply of ${commit} is not done: run it again first`,
    };
  if (queued[0] !== head)
    return { after: { ...record, waiting: queued }, why: `${queued[0]} comes first: run its apply again` };
  return { after: { ...begun, waiting: others } };
}

/** Records that an apply ended well. Refused for another commit than the one that was started. */
export function finish(records, head, customer) {
  return changed(records, customer, (record) => {
    if (record?.commit !== head || record.state === "abandoned")
      throw new Refused(`the apply of ${head} for ${customer} is not the one that was started`);
    return { ...record, state: "done" };
  });
}

/** Gives up the unfinished apply of a customer, so that later ones go on. */
export function abandon(records, customer) {
  return changed(records, customer, (record) => {
    if (record?.state !== "started") throw new Refused(`no apply of ${customer} is unfinished`);
    return { ...record, state: "abandoned" };
  });
}

/** Sets the first accepted commit. */
export function begin(records, commit) {
  if (records.accepted !== undefined) throw new Refused(`${records.accepted} is accepted already`);
  return { ...records, accepted: commit };
}

/** Whether an apply may still be made: another run may have started a later one since. */
export function mayApply(records, head, customer) {
  const record = Object.hasOwn(records.applied, customer) ? records.applied[customer] : undefined;
  return record?.commit === head && record.state !== "abandoned";
}

function changed(records, customer, change) {
  const record = Object.hasOwn(records.applied, customer) ? records.applied[customer] : undefined;
  return { ...records, applied: { ...records.applied, [customer]: change(record) } };
}
