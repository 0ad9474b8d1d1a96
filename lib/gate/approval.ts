import * as z from "zod";
import { readAllowed } from "../documents/problem.ts";
import { problemText } from "../documents/problem-text.ts";
import type { Result } from "../values/result.ts";

/** Longest time that an approval may count, in days from today. */
export const LONGEST_VALIDITY_DAYS = 30;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a calendar day, YYYY-MM-DD; 2026-02-30 is not. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day some days after another; expects a day that {@link isDay} accepts. Days sort as text. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const digestText = z.string().regex(/^sha256:[0-9a-f]{64}$/, "a digest sha256:… of 64 hexadecimal digits");

/** Control characters, surrogate halves, invisible and direction marks: they can fake an approver's name. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u;

/** A value that was not filled in: `<…>` as in the shown file. */
const PLACEHOLDER = /^\s*<[^<>]*>\s*$/;

const approverName = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !UNSEEN.test(text), "a name without invisible characters")
  .refine((text) => text.trim() !== "" && !PLACEHOLDER.test(text), "the approver's name in allowed_signers");

/** An approval file, `approvals/*.yaml`. */
export const approvalSchema = z.strictObject({
  version: z.literal(1),
  /** The change that is approved: the digest of all its parts. */
  change: digestText,
  parts: z.record(z.string(), digestText),
  /** Name of the approver's key in `allowed_signers`. */
  approver: approverName,
  /** The reason for the approval. */
  reason: z.string().max(2000).optional(),
  /** Last day on which it counts, YYYY-MM-DD; at most {@link LONGEST_VALIDITY_DAYS} ahead. */
  until: z.string().refine(isDay, "a day such as 2026-12-31"),
});

/** A read approval. */
export type Approval = z.infer<typeof approvalSchema>;

/** An approval file of the change. */
export interface PresentedApproval {
  readonly path: string;
  /** The parsed content, or why it could not be parsed. Undefined where it was not read. */
  readonly document: Result<unknown, string> | undefined;
  /** Reason why the file was not read. Undefined where it was, or where nothing can make it count. */
  readonly unread?: Extract<ApprovalFault, "too-large" | "too-many">;
  /** Whether base has a file with the same bytes: then it approved an earlier change. */
  readonly onBase: boolean;
  readonly signature: /** All names of the signer: every principal of the key. */
    | { readonly kind: "verified"; readonly principals: readonly string[] }
    | { readonly kind: "invalid"; readonly why: string }
    | { readonly kind: "none" };
}

/** Why an approval file does not count. */
export type ApprovalFault =
  | "malformed"
  | "on-base"
  | "too-large"
  | "too-many"
  | "other-change"
  | "digest-mismatch"
  | "day-unknown"
  | "expired"
  | "too-long"
  | "signature-invalid"
  | "signer-mismatch"
  | "unsigned"
  | "not-reviewed"
  | "unsigned-again"
  | "by-machine"
  | "by-author"
  | "repeated"
  | "without-reason";

/** One approval file, counted or not. */
export interface ApprovalVerdict {
  readonly path: string;
  /** Undefined where the file cannot be read. */
  readonly approver: string | undefined;
  /** Undefined where it counts. */
  readonly fault: ApprovalFault | undefined;
  /** The message of the reader or of ssh-keygen. */
  readonly detail: string | undefined;
}

/** Whether an approval gives a reason in the approver's own words. */
export function givesReason({ reason = "" }: Approval): boolean {
  return reason.trim() !== "" && !PLACEHOLDER.test(reason);
}

/** Reads an approval file, or returns its fault. A file that base has is no defect of the change. */
export function readApproval({ document, onBase, unread, signature }: PresentedApproval): {
  readonly approval?: Approval;
  readonly fault: ApprovalFault | undefined;
  readonly detail: string | undefined;
} {
  const fault = onBase ? "on-base" : "malformed";
  if (document === undefined) {
    if (onBase || unread !== undefined) return { fault: unread ?? fault, detail: undefined };
    const isInvalid = signature.kind === "invalid";
    return isInvalid
      ? { fault: "signature-invalid", detail: shortened(signature.why) }
      : { fault: "unsigned", detail: undefined };
  }
  if (!document.ok) return { fault, detail: shortened(document.error) };
  const read = readAllowed(approvalSchema, document.value);
  if (read.ok) return { approval: read.value, fault: undefined, detail: undefined };
  const problems = read.error.slice(0, MOST_PROBLEMS).map((problem) => problemText(problem, "the file"));
  const more = read.error.length - problems.length;
  return { fault, detail: shortened([...problems, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")) };
}

/** Problems of an approval file that are described. */
const MOST_PROBLEMS = 5;

/** Longest description, in characters. The author of the change decides what is wrong with a file. */
const LONGEST_DETAIL = 800;

function shortened(text: string): string {
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL).toWellFormed()}…` : text;
}
