import { z } from "zod";
import { type ChangeDigest, changeDigest } from "./digest.ts";
import type { Policy } from "./policy.ts";

const digestText = z.string().regex(/^sha256:[0-9a-f]{64}$/, "is no sha256 digest");

/** An approval file, `approvals/*.yaml`. */
export const approvalSchema = z.strictObject({
  version: z.literal(1),
  /** The change that is approved: the digest of all its parts. */
  change: digestText,
  parts: z.record(z.string(), digestText),
  /** Who approves: as `allowed_signers` names the key. */
  approver: z.string().min(1).max(200),
  /** Why. */
  reason: z.string().max(2000).optional(),
  /** Last day on which it counts, YYYY-MM-DD; at most 30 days ahead. */
  until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is no date such as 2026-12-31"),
});

/** A read approval. */
export type Approval = z.infer<typeof approvalSchema>;

/** An approval file as the change brings it. */
export interface PresentedApproval {
  readonly path: string;
  /** What a YAML parser made of it, or why it could make nothing. */
  readonly document:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly problem: string };
  /** Whether base has a file with the same bytes: then it was for something else. */
  readonly onBase: boolean;
  readonly signature:
    | { readonly kind: "verified"; readonly principal: string }
    | { readonly kind: "invalid"; readonly why: string }
    | { readonly kind: "none" };
}

/** Why an approval file does not count. */
export type ApprovalFault =
  | "malformed"
  | "on-base"
  | "other-change"
  | "digest-mismatch"
  | "expired"
  | "too-long"
  | "signature-invalid"
  | "signer-mismatch"
  | "unsigned"
  | "by-author"
  | "repeated"
  | "without-reason";

/** What each fault means, for people. */
export const APPROVAL_FAULTS: Readonly<Record<ApprovalFault, string>> = {
  malformed: "it cannot be read",
  "on-base": "it is on the base side already: it approved something else",
  "other-change": "it names another change",
  "digest-mismatch": "its digest is not that of its parts",
  expired: "it has expired",
  "too-long": "it is valid for more than 30 days from today",
  "signature-invalid": "its signature is not valid by base's allowed_signers",
  "signer-mismatch": "somebody else signed it than it names",
  unsigned:
    "it is not signed, and base's policy does not say that the platform enforces code owners' review, or another unsigned one counts already",
  "by-author": "the author of the change cannot approve it",
  repeated: "its approver is counted already",
  "without-reason": "it gives no reason, and one is demanded",
} satisfies Record<ApprovalFault, string>;

/** One approval file, counted or not. */
export interface ApprovalVerdict {
  readonly path: string;
  readonly approver: string | undefined;
  readonly fault: ApprovalFault | undefined;
  /** What the reader or ssh-keygen said. */
  readonly detail: string | undefined;
}

/** What counting needs to know. */
export interface Counting {
  readonly digest: ChangeDigest;
  /** Whether the change is a part of what was approved (one customer's plan after the merge) or all of it. */
  readonly partial: boolean;
  readonly author: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly reasonDemanded: boolean;
  readonly policy: Policy;
}

/** Longest validity, in days. */
const LONGEST_DAYS = 30;

/** Judges every approval file; at most one counts for each approver, whatever their order. */
export function countApprovals(
  presented: readonly PresentedApproval[],
  counting: Counting,
): ApprovalVerdict[] {
  const approvers = new Set<string>();
  let unsigned = 0;
  // signed ones first, so that an unsigned one never takes the place of a signed one of the same person
  const ordered = [...presented].sort(
    (a, b) =>
      Number(a.signature.kind === "none") - Number(b.signature.kind === "none") || (a.path < b.path ? -1 : 1),
  );
  return ordered.map((each) => {
    const read = readApproval(each);
    if (read.approval === undefined) return { path: each.path, approver: undefined, ...read };
    const { approver } = read.approval;
    const fault = faultOf(each, read.approval, counting) ?? countFault(each);
    if (fault === undefined) {
      approvers.add(approver.toLowerCase());
      if (each.signature.kind === "none") unsigned++;
    }
    const detail = each.signature.kind === "invalid" ? each.signature.why : undefined;
    return { path: each.path, approver, fault, detail };

    function countFault({ signature }: PresentedApproval): ApprovalFault | undefined {
      if (approvers.has(approver.toLowerCase())) return "repeated";
      return signature.kind === "none" && unsigned > 0 ? "unsigned" : undefined;
    }
  });
}

function readApproval({ document, onBase }: PresentedApproval): {
  readonly approval?: Approval;
  readonly fault: ApprovalFault | undefined;
  readonly detail: string | undefined;
} {
  const fault = onBase ? "on-base" : "malformed";
  if (!document.ok) return { fault, detail: document.problem };
  const parsed = approvalSchema.safeParse(document.value);
  if (parsed.success) return { approval: parsed.data, fault: undefined, detail: undefined };
  const [issue] = parsed.error.issues;
  return { fault, detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
}

function faultOf(
  { onBase, signature }: PresentedApproval,
  approval: Approval,
  { digest, partial, author, today, reasonDemanded, policy }: Counting,
): ApprovalFault | undefined {
  if (onBase) return "on-base";
  if (changeDigest(approval.parts) !== approval.change) return "digest-mismatch";
  if (!isApproved(approval, digest, partial)) return "other-change";
  if (!isDay(approval.until) || approval.until < today) return "expired";
  if (approval.until > dayAfter(today, LONGEST_DAYS)) return "too-long";
  if (signature.kind === "invalid") return "signature-invalid";
  if (signature.kind === "verified" && signature.principal.toLowerCase() !== approval.approver.toLowerCase())
    return "signer-mismatch";
  if (signature.kind === "none" && policy.unsignedApprovals?.platformEnforcesCodeOwners !== true)
    return "unsigned";
  if (namesOf(author, policy).includes(approval.approver.trim().toLowerCase())) return "by-author";
  if (reasonDemanded && (approval.reason ?? "").trim() === "") return "without-reason";
  return undefined;
}

/** Every name of the author, in lower case. */
function namesOf(author: string, { identities = {} }: Policy): string[] {
  const own = author.trim().toLowerCase();
  const others = Object.entries(identities).flatMap(([user, names]) =>
    user.toLowerCase() === own ? names.map((name) => name.trim().toLowerCase()) : [],
  );
  return [own, ...others];
}

function isApproved({ change, parts }: Approval, digest: ChangeDigest, partial: boolean): boolean {
  if (!partial) return change === digest.change;
  return Object.entries(digest.parts).every(
    ([part, value]) => Object.hasOwn(parts, part) && parts[part] === value,
  );
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
