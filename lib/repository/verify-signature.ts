import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SIGNATURE_NAMESPACE } from "../gate/approval-file.ts";
import { reasonOf } from "../values/failure.ts";
import { PATTERN } from "./allowed-signers.ts";

/** Result of verifying a signature. */
export type SignatureCheck =
  | { readonly kind: "verified"; readonly principal: string }
  | { readonly kind: "invalid"; readonly why: string }
  /** ssh-keygen is not installed. */
  | { readonly kind: "unavailable"; readonly why: string };

/**
 * Verifies an SSH signature with `ssh-keygen -Y`. Its key must have a principal in `allowedSigners`, and it must sign
 * these bytes for {@link SIGNATURE_NAMESPACE}. Any other result of ssh-keygen is "invalid". So is a principal written as
 * a pattern: an approval needs a named approver, and `*@example.com` names none.
 *
 * @param allowedSigners the text of an `allowed_signers` file (ssh-keygen(1))
 * @param at the day, YYYY-MM-DD; the key must be valid from its beginning to its end
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
    const [morning, night] = ["000000", "235959"].map(
      (time) => `-Overify-time=${at.replaceAll("-", "")}${time}`,
    );
    const files = ["-s", file, "-f", signers];
    const found = keygen(["-Y", "find-principals", ...files, morning ?? ""], Buffer.alloc(0));
    if (found.kind === "unavailable") return found;
    if (found.kind === "failed") return { kind: "invalid", why: `no allowed signer made it: ${found.why}` };
    const principals = found.output.split("\n").filter((line) => line !== "");
    const named = principals.filter((principal) => !PATTERN.test(principal));
    for (const principal of named) {
      const words = ["-Y", "verify", "-n", SIGNATURE_NAMESPACE, "-I", principal, ...files, night ?? ""];
      if (keygen(words, message).kind === "done") return { kind: "verified", principal };
    }
    const why =
      named.length < principals.length
        ? "allowed_signers has a pattern for its key instead of a name"
        : "it signs another file, is not made for approvals, or its key is not valid today";
    return { kind: "invalid", why };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type KeygenResult =
  | { readonly kind: "done"; readonly output: string }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "unavailable"; readonly why: string };

function keygen(words: readonly string[], input: Buffer): KeygenResult {
  const run = spawnSync("ssh-keygen", words, { input, encoding: "utf8", timeout: 30_000 });
  if (run.error !== undefined) return { kind: "unavailable", why: reasonOf(run.error) };
  if (run.status === 0) return { kind: "done", output: run.stdout };
  return { kind: "failed", why: run.stderr.trim().split("\n").at(-1) ?? "no reason given" };
}
