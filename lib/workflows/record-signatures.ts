import { join } from "node:path";
import { acceptancePath } from "../acceptance/acceptance-record.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { ACCEPTANCE_NAMESPACE, signersPath } from "../repository/presented-acceptances.ts";
import { verifySignature } from "../repository/verify-signature.ts";
import type { RecordSignature } from "../status/estate-status.ts";

/**
 * The signatures beside records of acceptances, by customer. They are verified by the keys that lie beside the record: the gate
 * takes those of base. A signature that cannot be verified, or no ssh-keygen, is `not-verified`.
 */
export function recordSignatures(
  root: string,
  customers: readonly string[],
  today: string,
): ReadonlyMap<string, RecordSignature> {
  return new Map(customers.map((customer) => [customer, signatureOf(root, acceptancePath(customer), today)]));
}

function signatureOf(root: string, path: string, today: string): RecordSignature {
  const bytesOf = (file: string, kind: DocumentKind) => {
    const read = readTextFile(join(root, file), kind, OWN);
    return read.ok ? Buffer.from(read.value, "utf8") : read.error.isAbsent ? "absent" : "unreadable";
  };
  const signature = bytesOf(`${path}.sig`, "signature");
  if (signature === "absent") return "none";
  const [record, signers] = [bytesOf(path, "acceptance"), bytesOf(signersPath(path), "allowed-signers")];
  if (typeof signature === "string" || typeof record === "string" || typeof signers === "string")
    return "not-verified";
  const { kind } = verifySignature(record, signature, signers, today, ACCEPTANCE_NAMESPACE);
  return kind === "verified" ? "verified" : "not-verified";
}
