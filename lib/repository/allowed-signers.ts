import { nearest } from "../values/nearest.ts";

/** Whose keys count: a file of ssh-keygen(1), ALLOWED SIGNERS. */
export const SIGNERS_FILE = "allowed_signers";

/** A line of `allowed_signers` by which no approval counts. */
export interface SignerProblem {
  /** From 1. */
  readonly line: number;
  /** A clause whose subject is the line. */
  readonly problem: string;
  readonly received: string;
  readonly allowed: string;
  readonly fix: string;
}

/** What allowed_signers takes for a pattern of names: wildcards and negations. A list is of one signer's names. */
export const PATTERN = /[*?!]/;

/** Types of keys that sign, as OpenSSH writes them (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
const KEY_TYPES: readonly string[] = [
  "ssh-ed25519",
  "sk-ssh-ed25519@openssh.com",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ecdsa-sha2-nistp256@openssh.com",
  "ssh-rsa",
];

/** Options of a line, each with the form of its value. Undefined for an option without a value. */
const OPTIONS: Readonly<Record<string, RegExp | undefined>> = {
  "cert-authority": undefined,
  namespaces: /^[^"]+$/,
  "valid-after": /^(?:\d{8}|\d{12}|\d{14})Z?$/,
  "valid-before": /^(?:\d{8}|\d{12}|\d{14})Z?$/,
};

/**
 * Principals of every line with a key. Lines of other purposes and times count too. Lines of a certificate authority
 * give no names.
 */
export function principalsOfKey(text: string, key: Buffer): string[] {
  return text.split("\n").flatMap((line) => {
    const [principals = "", ...fields] = fieldsOf(line.trim());
    // a line with two values that read as this key belongs to it all the more
    const isOfKey = fields.some((field) => Buffer.from(field, "base64").equals(key));
    if (!isOfKey || hasOption(fields[0] ?? "", "cert-authority")) return [];
    return principals.replace(/^"(.*)"$/, "$1").split(",");
  });
}

const LINE_FORM = "a line of name, options where needed, type of key, key";

/**
 * Lines of an `allowed_signers` file that ssh-keygen(1) or the gate does not accept. The gate counts no approval by a
 * line with a pattern in place of a name. Neither keys nor other contents of such a line are repeated.
 */
export function signerProblems(text: string): SignerProblem[] {
  if (text.startsWith("\uFEFF")) return [{ line: 1, ...BYTE_ORDER_MARK }];
  return text.split("\n").flatMap((line, index) => {
    const found = lineProblem(line.trim());
    return found === undefined ? [] : [{ line: index + 1, ...found }];
  });
}

type LineProblem = Omit<SignerProblem, "line">;

const BYTE_ORDER_MARK: LineProblem = {
  problem: "the file begins with a byte order mark, which ssh-keygen takes for a part of the first name",
  received: "a byte order mark",
  allowed: "UTF-8 without a byte order mark",
  fix: "save the file as UTF-8 without a byte order mark",
};

const PRIVATE_KEY: LineProblem = {
  problem: "the line begins a private key, and allowed_signers has no place for one",
  received: "a value that is not shown",
  allowed: "public keys",
  fix: "remove it, and replace the key pair if it was committed",
};

function lineProblem(line: string): LineProblem | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  if (line.startsWith("-----BEGIN")) return PRIVATE_KEY;
  const fields = fieldsOf(line);
  const principal = (fields[0] ?? "").replace(/^"(.*)"$/, "$1");
  const typed = fields.findIndex((field, index) => index > 0 && isTypeOfKey(field));
  if (typed === -1 || typed > 2) return withoutKeyType(principal, fields);
  const options = typed === 2 ? (fields[1] ?? "") : "";
  return (
    keyProblem(principal, fields[typed] ?? "", fields[typed + 1]) ??
    optionsProblem(principal, options) ??
    principalProblem(principal, hasOption(options, "cert-authority"))
  );
}

/** Fields between white space; none of it separates inside double quotes. */
function fieldsOf(line: string): readonly string[] {
  return line.match(/(?:"[^"]*"?|[^\s"])+/g) ?? [];
}

function isTypeOfKey(field: string): boolean {
  return KEY_TYPES.includes(field);
}

function withoutKeyType(principal: string, fields: readonly string[]): LineProblem {
  const [near] = fields.slice(1, 3).flatMap((field) => nearest(field, KEY_TYPES) ?? []);
  // a line of one field can be a part of a private key
  const subject = fields.length < 2 ? "the line" : `the line of ${principal}`;
  return {
    problem: `${subject} has no type of key that is known`,
    received: fields.length < 2 ? "one field" : `${fields.length} fields`,
    allowed: KEY_TYPES.join(", "),
    fix:
      near === undefined
        ? "write the line as: name, content of the key's .pub file"
        : `did you mean ${near}?`,
  };
}

function keyProblem(principal: string, type: string, key: string | undefined): LineProblem | undefined {
  const about = { allowed: `the key of a .pub file that begins with ${type}`, fix: COPY_KEY };
  if (key === undefined)
    return { problem: `the line of ${principal} has no key`, received: "nothing", ...about };
  const written = typeInside(key);
  if (written === type) return undefined;
  const problem =
    written === undefined
      ? `the key of ${principal} is cut or mistyped`
      : `the key of ${principal} is of another type than its line says`;
  return { problem, received: written ?? "text that is not a key", ...about };
}

const COPY_KEY = "copy the type and the key from the signer's .pub file";

/** Type in the first field of a base64 key (RFC 4253, 6.6). Undefined where the key is incomplete. */
function typeInside(key: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key) || key.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(key, "base64");
  const fields: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  if (at !== bytes.length || fields.length < 2) return undefined;
  const type = fields[0]?.toString("latin1") ?? "";
  return /^[\w@.-]+$/.test(type) ? type : undefined;
}

/** Options between commas; none separates inside double quotes. */
function optionsOf(options: string): { readonly name: string; readonly value: string | undefined }[] {
  return (options.match(/(?:"[^"]*"?|[^,"])+/g) ?? []).map((option) => {
    const [, name = option, value] = /^([^=]*)=(.*)$/s.exec(option) ?? [];
    return { name: name.toLowerCase(), value };
  });
}

function hasOption(options: string, wanted: string): boolean {
  return optionsOf(options).some(({ name }) => name === wanted);
}

function optionsProblem(principal: string, options: string): LineProblem | undefined {
  const names = Object.keys(OPTIONS);
  for (const { name, value } of optionsOf(options)) {
    if (!Object.hasOwn(OPTIONS, name)) {
      const near = nearest(name, names);
      return {
        problem: `the line of ${principal} has an option that is not known`,
        received: name,
        allowed: names.join(", "),
        fix: near === undefined ? "remove the option" : `did you mean ${near}?`,
      };
    }
    const form = OPTIONS[name];
    const inside = /^"([^"]*)"$/.exec(value ?? "")?.[1];
    if (form === undefined ? value === undefined : inside !== undefined && form.test(inside)) continue;
    return optionValueProblem(principal, name, value);
  }
  return undefined;
}

function optionValueProblem(principal: string, name: string, value: string | undefined): LineProblem {
  const example = {
    "cert-authority": "cert-authority",
    namespaces: 'namespaces="lighthouse-keeper-approval"',
  }[name];
  const allowed = example ?? `${name}="YYYYMMDD" or ${name}="YYYYMMDDHHMM"`;
  return {
    problem: `the option ${name} of ${principal} has a value that is not allowed`,
    received: value ?? "nothing",
    allowed,
    fix: `write ${allowed}`,
  };
}

/** A certificate names its signer itself, so that a pattern may stand beside its authority. */
function principalProblem(principal: string, isAuthority: boolean): LineProblem | undefined {
  if (isAuthority || !PATTERN.test(principal)) return undefined;
  return {
    problem: `${principal} is a pattern: an approval counts for one person`,
    received: principal,
    allowed: LINE_FORM.replace("name", "one name, or several of one signer between commas"),
    fix: "write the signer's own name",
  };
}
