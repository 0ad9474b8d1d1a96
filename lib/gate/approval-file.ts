import { dayAfter, isDay, LONGEST_VALIDITY_DAYS } from "./approval.ts";
import type { ChangeDigest } from "./digest.ts";

/** Validity of the shown file, in days: a merge is gated again, and may be later than the approval. */
const SHOWN_VALIDITY_DAYS = 7;

/** Namespace of signatures (`ssh-keygen -n`): a signature for another namespace does not count. */
export const SIGNATURE_NAMESPACE = "lighthouse-keeper-approval";

/** The file to add to approve a change, and how to sign it. */
export interface ApprovalFile {
  /** Its path below the estate's root. */
  readonly path: string;
  /** Its text, with `<…>` where the approver fills in words. */
  readonly text: string;
  /** The command that writes its signature beside it. */
  readonly sign: string;
}

/** A text in double quotes that YAML and JSON read equally; in ASCII, so without direction marks and controls. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The approval file of a change: it approves exactly these parts. */
export function approvalFile({ change, parts }: ChangeDigest, today: string): ApprovalFile {
  const name = change.slice("sha256:".length, "sha256:".length + 12);
  const path = `approvals/${name}-<approver>.yaml`;
  const until = isDay(today) ? dayAfter(today, SHOWN_VALIDITY_DAYS) : "<YYYY-MM-DD>";
  const lines = [
    "version: 1",
    `change: ${change}`,
    "parts:",
    ...Object.entries(parts).map(([part, digest]) => `  ${quoted(part)}: ${digest}`),
    'approver: "<your name in allowed_signers>"',
    'reason: "<why>"',
    `until: ${until} # the last day on which it counts, after the merge too; at most ${LONGEST_VALIDITY_DAYS} days ahead`,
  ];
  const sign = `ssh-keygen -Y sign -n ${SIGNATURE_NAMESPACE} -f <your key> ${path}`;
  return { path, text: `${lines.join("\n")}\n`, sign };
}
