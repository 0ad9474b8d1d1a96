import { spawnSync } from "node:child_process";
import { NAMED, readTextFile } from "../documents/read-file.ts";
import { SIGNATURE_NAMESPACE } from "../gate/approval-file.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** A public key, and the file that `ssh-keygen -Y sign -f` takes for it. */
export interface SigningKeyFile {
  /** A private key, or a public one whose private part is elsewhere. An agent or a hardware key then holds it. */
  readonly file: string;
  /** The public key, decoded. */
  readonly key: Buffer;
}

/** Reads the public key of a key file. Reads the file itself where it is a `.pub` file, otherwise the one beside it. */
export function readKeyFile(file: string): Outcome<SigningKeyFile> {
  const publicFile = file.endsWith(".pub") ? file : `${file}.pub`;
  const fix = "name a private key with its .pub file beside it, or the .pub file of a key in ssh-agent";
  const text = readTextFile(publicFile, "allowed-signers", NAMED);
  if (!text.ok) return failure("unreadable-input", `${publicFile} cannot be read: ${text.error.reason}`, fix);
  const [type = "", encoded = ""] = text.value.trim().split(/\s+/);
  const key = Buffer.from(encoded, "base64");
  if (type === "" || key.length < 8 || !key.subarray(4).toString("latin1").startsWith(type))
    return failure("unreadable-input", `${publicFile} is not a public key of OpenSSH`, fix);
  return success({ file, key });
}

/**
 * Signs a file for the gate, as `ssh-keygen -Y sign` does. Writes the signature beside the file, and returns it.
 * ssh-keygen itself asks for a passphrase, a PIN or a touch.
 */
export function signApproval(path: string, key: SigningKeyFile): Outcome<Buffer> {
  const words = ["-Y", "sign", "-n", SIGNATURE_NAMESPACE, "-f", key.file, path];
  const run = spawnSync("ssh-keygen", words, { stdio: ["inherit", "ignore", "inherit"] });
  const fix = "sign by hand: ssh-keygen -Y sign says what is missing";
  if (run.error !== undefined)
    return failure("unreadable-input", `ssh-keygen cannot be run: ${reasonOf(run.error)}`, "install OpenSSH");
  const signature = readTextFile(`${path}.sig`, "signature", NAMED);
  if (run.status !== 0 || !signature.ok)
    return failure("unreadable-input", "ssh-keygen made no signature", fix);
  return success(Buffer.from(signature.value));
}
