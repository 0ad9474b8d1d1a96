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
import { type Author, isMachineName } from "./author.ts";
import { type ChangeDigest, changeDigest } from "./digest.ts";
import { authorNames, idName, isSamePerson, type PersonNames, personForm, personNames } from "./person.ts";
import type { PlatformApproval } from "./platform-approvals.ts";
import type { Policy } from "./policy.ts";

/** Input of counting approvals. */
export interface Counting {
  readonly digest: ChangeDigest;
  /** Whether a part of the approved change is enough, as for one customer's later plan. */
  readonly partial: boolean;
  readonly author: Author;
  /** Accounts that approve exactly this change on the platform. */
  readonly reviews: readonly PlatformApproval[];
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
    const approver = approverOf(each, approval, counting);
    const fault = faultOf(each, approval, approver, counting) ?? add(counted, each, approver.names);
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
  names: PersonNames,
): ApprovalFault | undefined {
  if (isSamePerson(names, counted.names)) return "repeated";
  if (signature.kind === "none") {
    if (counted.unsigned > 0) return "unsigned-again";
    counted.unsigned++;
  }
  for (const name of names) counted.names.add(name);
  return undefined;
}

/** Orders signed before unsigned approvals. An unsigned one thus never replaces a signed one of the same person. */
function signedFirst(a: PresentedApproval, b: PresentedApproval): number {
  const unsigned = ({ signature }: PresentedApproval) => Number(signature.kind === "none");
  return unsigned(a) - unsigned(b) || compareText(a.path, b.path);
}

/** The person behind an approval. Has all names of the person, and the account that approves on the platform. */
interface Approver {
  readonly names: PersonNames;
  readonly review: PlatformApproval | undefined;
}

function approverOf(
  { signature }: PresentedApproval,
  { approver }: Approval,
  { policy, reviews }: Counting,
): Approver {
  const own = personNames([approver], policy);
  if (signature.kind === "verified")
    return { names: personNames([approver, ...signature.principals], policy), review: undefined };
  const accounts = reviews.map((review) => ({
    review,
    names: personNames([review.name, ...idName(review.id)], policy),
  }));
  const account = accounts.find(({ names }) => isSamePerson(names, own));
  return { names: new Set([...own, ...(account?.names ?? [])]), review: account?.review };
}

function faultOf(
  { onBase, signature }: PresentedApproval,
  approval: Approval,
  { names, review }: Approver,
  { digest, partial, author, today, reasonDemanded, policy }: Counting,
): ApprovalFault | undefined {
  if (onBase) return "on-base";
  if (changeDigest(approval.parts) !== approval.change) return "digest-mismatch";
  if (!isApproved(approval, digest, partial)) return "other-change";
  const late = dayFault(approval.until, today);
  if (late !== undefined) return late;
  const unproven = signatureFault(signature, approval, policy, review);
  if (unproven !== undefined) return unproven;
  if ([...names].some(isMachineName)) return "by-machine";
  if (isSamePerson(authorNames(author, policy), names)) return "by-author";
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
  review: PlatformApproval | undefined,
): ApprovalFault | undefined {
  switch (signature.kind) {
    case "invalid":
      return "signature-invalid";
    case "verified":
      return signature.principals.map(personForm).includes(personForm(approver))
        ? undefined
        : "signer-mismatch";
    case "none":
      if (unsignedApprovals?.platformEnforcesCodeOwners !== true) return "unsigned";
      return review === undefined ? "not-reviewed" : undefined;
  }
}

function isApproved({ change, parts }: Approval, digest: ChangeDigest, partial: boolean): boolean {
  if (!partial) return change === digest.change;
  return Object.entries(digest.parts).every(
    ([part, value]) => Object.hasOwn(parts, part) && parts[part] === value,
  );
}
