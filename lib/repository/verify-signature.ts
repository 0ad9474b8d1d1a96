import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAs, temporaryFolder } from "../estate/temporary-folder.ts";
import { SIGNATURE_NAMESPACE } from "../gate/approval-file.ts";
import { compareText } from "../values/compare-text.ts";
import { reasonOf } from "../values/failure.ts";
import { PATTERN, principalsOfKey } from "./allowed-signers.ts";
import { signingKey } from "./ssh-wire.ts";

/** Result of verifying a signature. */
export type SignatureCheck =
  /**
   * All names of the signer. These are the principals of the key on every line, and those of its certificate. Sorted.
   */
  | { readonly kind: "verified"; readonly principals: readonly string[] }
  | { readonly kind: "invalid"; readonly why: string }
  /** ssh-keygen is not installed. */
  | { readonly kind: "unavailable"; readonly why: string };

/**
 * Verifies an SSH signature with `ssh-keygen -Y`. Its key must have a principal in `allowedSigners`, and it must sign
 * these bytes for the namespace. Any other result of ssh-keygen is "invalid". So is a key with a principal that is a
 * pattern. An approval needs a named approver, and `*@example.com` names none.
 *
 * @param allowedSigners the text of an `allowed_signers` file (ssh-keygen(1))
 * @param namespace what signatures are for. @default {@link SIGNATURE_NAMESPACE}
 * @param at the day, YYYY-MM-DD; the key must be valid from its beginning to its end
 */
export function verifySignature(
  message: Buffer,
  signature: Buffer,
  allowedSigners: Buffer,
  at: string,
  namespace: string = SIGNATURE_NAMESPACE,
): SignatureCheck {
  const signer = signingKey(signature);
  if (signer === undefined) return { kind: "invalid", why: "it is not an SSH signature" };
  const written = principalsOfKey(allowedSigners.toString("utf8"), signer.key);
  if (written.some((principal) => PATTERN.test(principal)))
    return { kind: "invalid", why: "allowed_signers has a pattern for its key instead of a name" };
  const names = [...new Set([...written, ...signer.certified])].sort(compareText);
  const { path: folder, remove } = temporaryFolder(tmpdir(), "keeper-signature");
  try {
    const files = { signers: join(folder, "allowed_signers"), signature: join(folder, "signature") };
    writeFileSync(files.signers, allowedSigners);
    writeFileSync(files.signature, signature);
    const check = verified(message, files, at, namespace);
    if (check.kind !== "verified") return check;
    // where ssh-keygen reads another name than keeper, whose signature it is remains open
    return check.principals.every((principal) => names.includes(principal))
      ? { kind: "verified", principals: names }
      : { kind: "invalid", why: "allowed_signers has a line for its key that cannot be read" };
  } finally {
    remove();
  }
}

/** Most names of one signer: each is a run of ssh-keygen. */
const MOST_NAMES = 16;

/** Asks ssh-keygen for the first principal of the signer that may sign. */
function verified(
  message: Buffer,
  { signers, signature }: { readonly signers: string; readonly signature: string },
  at: string,
  namespace: string,
): SignatureCheck {
  const [morning, night] = ["000000", "235959"].map(
    (time) => `-Overify-time=${at.replaceAll("-", "")}${time}`,
  );
  const files = ["-s", signature, "-f", signers];
  const found = keygen(["-Y", "find-principals", ...files, morning ?? ""], Buffer.alloc(0));
  if (found.kind === "unavailable") return found;
  if (found.kind === "failed")
    return { kind: "invalid", why: `no allowed signer made it: ${found.why.slice(0, LONGEST_REASON)}` };
  const principals = found.output.split(/\r?\n/).filter((line) => line !== "" && !PATTERN.test(line));
  for (const principal of principals.slice(0, MOST_NAMES)) {
    const words = ["-Y", "verify", "-n", namespace, "-I", principal, ...files, night ?? ""];
    if (keygen(words, message).kind === "done") return { kind: "verified", principals: [principal] };
  }
  const why = "it signs another file, is made for another purpose, or its key is not valid today";
  return { kind: "invalid", why };
}

/** Longest part of ssh-keygen's own words that is repeated, in characters. */
const LONGEST_REASON = 200;

type KeygenResult =
  | { readonly kind: "done"; readonly output: string }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "unavailable"; readonly why: string };

function keygen(words: readonly string[], input: Buffer): KeygenResult {
  const run = spawnSync("ssh-keygen", words, { input, encoding: "utf8", timeout: 30_000 });
  if (run.error !== undefined) return { kind: "unavailable", why: reasonOf(run.error) };
  // a run that Ctrl-C ended says nothing about the signature
  endAs(run.signal);
  if (run.status === 0) return { kind: "done", output: run.stdout };
  return { kind: "failed", why: run.stderr.trim().split("\n").at(-1) ?? "no reason given" };
}
