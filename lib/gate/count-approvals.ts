import { compareText } from "../values/compare-text.ts";
import {
  type Approval,
  type ApprovalFault,
  type ApprovalVerdict,
  dayAfter,
  givesReason,
  isDay,
  LONGEST_VALIDITY_DAYS,
  type PresentedApproval,
  readApproval,
} from "./approval.ts";
import { type ChangeDigest, changeDigest } from "./digest.ts";
import type { Policy } from "./policy.ts";

/** Input of counting approvals. */
export interface Counting {
  readonly digest: ChangeDigest;
  /** Whether a part of the approved change is enough, as for one customer's plan after the merge. */
  readonly partial: boolean;
  readonly author: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly reasonDemanded: boolean;
  readonly policy: Policy;
}

/** Judges every approval file; at most one counts for each person, in any order. */
export function countApprovals(
  presented: readonly PresentedApproval[],
  counting: Counting,
): ApprovalVerdict[] {
  const counted: Counted = { names: new Set(), unsigned: 0 };
  return [...presented].sort(signedFirst).map((each) => {
    const { approval, fault: unread, detail } = readApproval(each);
    if (approval === undefined) return { path: each.path, approver: undefined, fault: unread, detail };
    const fault =
      faultOf(each, approval, counting) ?? add(counted, each, namesOf(approval.approver, counting.policy));
    const why = each.signature.kind === "invalid" ? each.signature.why : undefined;
    return { path: each.path, approver: approval.approver, fault, detail: why };
  });
}

/** Names that are counted already. */
interface Counted {
  readonly names: Set<string>;
  unsigned: number;
}

/** Counts an approval, or returns why it does not count beside the others. */
function add(
  counted: Counted,
  { signature }: PresentedApproval,
  names: ReadonlySet<string>,
): ApprovalFault | undefined {
  if (meets(names, counted.names)) return "repeated";
  if (signature.kind === "none") {
    if (counted.unsigned > 0) return "unsigned-again";
    counted.unsigned++;
  }
  for (const name of names) counted.names.add(name);
  return undefined;
}

/** Signed before unsigned, so that an unsigned one never replaces a signed one of the same person. */
function signedFirst(a: PresentedApproval, b: PresentedApproval): number {
  const unsigned = ({ signature }: PresentedApproval) => Number(signature.kind === "none");
  return unsigned(a) - unsigned(b) || compareText(a.path, b.path);
}

function faultOf(
  { onBase, signature }: PresentedApproval,
  approval: Approval,
  { digest, partial, author, today, reasonDemanded, policy }: Counting,
): ApprovalFault | undefined {
  if (onBase) return "on-base";
  if (changeDigest(approval.parts) !== approval.change) return "digest-mismatch";
  if (!isApproved(approval, digest, partial)) return "other-change";
  const late = dayFault(approval.until, today);
  if (late !== undefined) return late;
  const unproven = signatureFault(signature, approval, policy);
  if (unproven !== undefined) return unproven;
  if (meets(namesOf(author, policy), namesOf(approval.approver, policy))) return "by-author";
  return reasonDemanded && !givesReason(approval) ? "without-reason" : undefined;
}

function dayFault(until: string, today: string): ApprovalFault | undefined {
  if (!isDay(today)) return "day-unknown";
  if (until < today) return "expired";
  return until > dayAfter(today, LONGEST_VALIDITY_DAYS) ? "too-long" : undefined;
}

function signatureFault(
  signature: PresentedApproval["signature"],
  { approver }: Approval,
  { unsignedApprovals }: Policy,
): ApprovalFault | undefined {
  switch (signature.kind) {
    case "invalid":
      return "signature-invalid";
    case "verified":
      return personForm(signature.principal) === personForm(approver) ? undefined : "signer-mismatch";
    case "none":
      return unsignedApprovals?.platformEnforcesCodeOwners === true ? undefined : "unsigned";
  }
}

function isApproved({ change, parts }: Approval, digest: ChangeDigest, partial: boolean): boolean {
  if (!partial) return change === digest.change;
  return Object.entries(digest.parts).every(
    ([part, value]) => Object.hasOwn(parts, part) && parts[part] === value,
  );
}

function meets(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((each) => others.has(each));
}

/**
 * All names of one person, in the form of {@link personForm}; the policy's `identities` list names that belong
 * together. Two names are of one person where their sets intersect.
 */
function namesOf(name: string, { identities = {} }: Pick<Policy, "identities">): ReadonlySet<string> {
  const own = personForm(name);
  const groups = Object.entries(identities).map(([user, names]) => [user, ...names].map(personForm));
  return new Set([own, ...groups.filter((group) => group.includes(own)).flat()]);
}

/** Compares names case-insensitively (NFKC). */
function personForm(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
