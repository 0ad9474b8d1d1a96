import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reasonOf } from "./failure.ts";

/** What a signature is worth. */
export type SignatureCheck =
  | { readonly kind: "verified"; readonly principal: string }
  | { readonly kind: "invalid"; readonly why: string };

/** What approvals are signed for: a signature made for something else counts nothing here. */
export const SIGNATURE_NAMESPACE = "lighthouse-keeper-approval";

/**
 * Verifies an SSH signature with `ssh-keygen -Y`: whose key it is by `allowedSigners`, and that it signs these bytes for
 * {@link SIGNATURE_NAMESPACE}. Anything that keeps ssh-keygen from saying so is "invalid".
 *
 * @param allowedSigners the text of an `allowed_signers` file (ssh-keygen(1))
 * @param at YYYY-MM-DD: validity ranges in `allowedSigners` are judged on this day
 */
export function verifySignature(
  message: Buffer,
  signature: Buffer,
  allowedSigners: Buffer,
  at: string,
): SignatureCheck {
  const folder = mkdtempSync(join(tmpdir(), "keeper-signature-"));
  try {
    const [signers, file] = [join(folder, "allowed_signers"), join(folder, "signature")];
    writeFileSync(signers, allowedSigners);
    writeFileSync(file, signature);
    const time = `-Overify-time=${at.replaceAll("-", "")}`;
    const found = keygen(["-Y", "find-principals", "-s", file, "-f", signers, time], Buffer.alloc(0));
    if (!found.ok) return { kind: "invalid", why: `no allowed signer made it: ${found.why}` };
    const principals = found.output.split("\n").filter((line) => line !== "");
    for (const principal of principals) {
      const words = [
        "-Y",
        "verify",
        "-n",
        SIGNATURE_NAMESPACE,
        "-I",
        principal,
        "-s",
        file,
        "-f",
        signers,
        time,
      ];
      if (keygen(words, message).ok) return { kind: "verified", principal };
    }
    return { kind: "invalid", why: "it is not of this file, or not made for approvals" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function keygen(
  words: readonly string[],
  input: Buffer,
): { readonly ok: true; readonly output: string } | { readonly ok: false; readonly why: string } {
  const run = spawnSync("ssh-keygen", words, { input, encoding: "utf8", timeout: 30_000 });
  if (run.error !== undefined) return { ok: false, why: reasonOf(run.error) };
  if (run.status === 0) return { ok: true, output: run.stdout };
  return { ok: false, why: run.stderr.trim().split("\n").at(-1) ?? "no reason given" };
}
