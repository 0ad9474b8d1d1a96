import { quotedText } from "../documents/quoted-text.ts";
import { dayAfter, isDay, LONGEST_VALIDITY_DAYS } from "./approval.ts";
import type { ChangeDigest } from "./digest.ts";

/** Validity of the shown file, in days. A merge is gated again, and may be later than the approval. */
export const SHOWN_VALIDITY_DAYS = 7;

/** The folder of approvals, below the estate's root. */
export const APPROVALS_FOLDER = "approvals";

/** Namespace of signatures (`ssh-keygen -n`): a signature for another namespace does not count. */
export const SIGNATURE_NAMESPACE = "lighthouse-keeper-approval";

/** The file to add to approve a change, and how to sign it. */
export interface ApprovalFile {
  /** Its file name where it is written to be filled in. */
  readonly name: string;
  /** Its path below the estate's root. */
  readonly path: string;
  /** Its text, with `<…>` where the approver fills in words. */
  readonly text: string;
  /** The command that writes its signature beside it. */
  readonly sign: string;
}

/** What an approver writes into an approval. */
export interface ApproverWords {
  readonly approver: string;
  readonly reason: string | undefined;
  /** YYYY-MM-DD. */
  readonly until: string;
}

/** The approval file of a change, filled in. Its name is safe for every file system. */
export function filledApproval(
  digest: ChangeDigest,
  { approver, reason, until }: ApproverWords,
): Pick<ApprovalFile, "path" | "text"> {
  const name = approver
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .slice(0, 60);
  const lines = [
    ...digestLines(digest),
    `approver: ${quotedText(approver)}`,
    ...(reason === undefined ? [] : [`reason: ${quotedText(reason)}`]),
    `until: ${until}`,
  ];
  return { path: `${APPROVALS_FOLDER}/${shortDigest(digest)}-${name}.yaml`, text: `${lines.join("\n")}\n` };
}

function digestLines({ change, parts }: ChangeDigest): string[] {
  return [
    "version: 1",
    `change: ${change}`,
    "parts:",
    ...Object.entries(parts).map(([part, digest]) => `  ${quotedText(part)}: ${digest}`),
  ];
}

function shortDigest({ change }: ChangeDigest): string {
  return change.slice("sha256:".length, "sha256:".length + 12);
}

/** The approval file of a change: it approves exactly these parts. */
export function approvalFile(digest: ChangeDigest, today: string): ApprovalFile {
  const name = shortDigest(digest);
  const path = `${APPROVALS_FOLDER}/${name}-<approver>.yaml`;
  const until = isDay(today) ? dayAfter(today, SHOWN_VALIDITY_DAYS) : "<YYYY-MM-DD>";
  const lines = [
    ...digestLines(digest),
    'approver: "<your name in allowed_signers>"',
    'reason: "<why>"',
    `until: ${until} # the last day on which it counts, after the merge too; at most ${LONGEST_VALIDITY_DAYS} days ahead`,
  ];
  const sign = `ssh-keygen -Y sign -n ${SIGNATURE_NAMESPACE} -f <your key> ${path}`;
  return { name: `${name}-approver.yaml`, path, text: `${lines.join("\n")}\n`, sign };
}
