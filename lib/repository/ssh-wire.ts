/*
 * The binary forms of OpenSSH that name a key: signatures (PROTOCOL.sshsig) and certificates (PROTOCOL.certkeys). Both
 * consist of fields with their length before them (RFC 4251, 5: string).
 */

/** The key that made a signature. */
export interface SigningKey {
  /** The public key as an `allowed_signers` line has it, decoded. Of a certificate, the key that it certifies. */
  readonly key: Buffer;
  /** Names that its certificate gives it; empty for a key without certificate. */
  readonly certified: readonly string[];
}

const MAGIC = "SSHSIG";
const ARMOUR = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/;
const CERTIFICATE = "-cert-v01@openssh.com";

/** Fields of a public key after its type, by the type (PROTOCOL.certkeys). */
const KEY_FIELDS: Readonly<Record<string, number>> = {
  "ssh-ed25519": 1,
  "sk-ssh-ed25519@openssh.com": 2,
  "ecdsa-sha2-nistp256": 2,
  "ecdsa-sha2-nistp384": 2,
  "ecdsa-sha2-nistp521": 2,
  "sk-ecdsa-sha2-nistp256@openssh.com": 3,
  "ssh-rsa": 2,
};

/** Reads which key made a signature. Undefined where the file is not an SSH signature, or its certificate is malformed. */
export function signingKey(signature: Buffer): SigningKey | undefined {
  const armoured = ARMOUR.exec(signature.toString("latin1").replaceAll("\r\n", "\n"))?.[1];
  if (armoured === undefined) return undefined;
  const bytes = Buffer.from(armoured, "base64");
  // after the magic and the number of the version
  const at = MAGIC.length + 4;
  if (bytes.subarray(0, MAGIC.length).toString("latin1") !== MAGIC || bytes.length < at) return undefined;
  const key = new Fields(bytes.subarray(at)).next();
  return key === undefined ? undefined : certifiedKey(key);
}

function certifiedKey(key: Buffer): SigningKey | undefined {
  const fields = new Fields(key);
  const type = fields.next()?.toString("latin1") ?? "";
  if (!type.endsWith(CERTIFICATE)) return { key, certified: [] };
  const plain = plainType(type);
  const count = Object.hasOwn(KEY_FIELDS, plain) ? KEY_FIELDS[plain] : undefined;
  const nonce = fields.next();
  if (count === undefined || nonce === undefined) return undefined;
  const parts: Buffer[] = [Buffer.from(plain, "latin1")];
  for (let index = 0; index < count; index++) {
    const part = fields.next();
    if (part === undefined) return undefined;
    parts.push(part);
  }
  // serial number (8) and kind (4); then the id of the key
  if (!fields.skip(12) || fields.next() === undefined) return undefined;
  const names = fields.next();
  const certified = names === undefined ? undefined : new Fields(names).all();
  return certified && { key: Buffer.concat(parts.map(withLength)), certified: certified.map(String) };
}

/** `ssh-ed25519-cert-v01@openssh.com` is of `ssh-ed25519`; security keys keep the domain of their type. */
function plainType(type: string): string {
  const name = type.slice(0, -CERTIFICATE.length);
  return name.startsWith("sk-") ? `${name}@openssh.com` : name;
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Reads fields one after another. */
class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The next field; undefined where the bytes end before it does. */
  next(): Buffer | undefined {
    if (this.#at + 4 > this.#bytes.length) return undefined;
    const start = this.#at + 4;
    const end = start + this.#bytes.readUInt32BE(this.#at);
    if (end > this.#bytes.length) return undefined;
    this.#at = end;
    return this.#bytes.subarray(start, end);
  }

  /** Passes over bytes without a length. False where there are not so many. */
  skip(count: number): boolean {
    this.#at += count;
    return this.#at <= this.#bytes.length;
  }

  /** All remaining fields; undefined where the last one is cut. */
  all(): Buffer[] | undefined {
    const found: Buffer[] = [];
    while (this.#at < this.#bytes.length) {
      const field = this.next();
      if (field === undefined) return undefined;
      found.push(field);
    }
    return found;
  }
}
