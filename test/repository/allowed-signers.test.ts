import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signerProblems } from "../../lib/repository/allowed-signers.ts";
import { temporaryFolder } from "../support/estates.ts";

/** Public keys of nobody, as `ssh-keygen -t …` made them. */
const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5TmGWnqW6ewbvvM5j5v3v8Bq0RrN1c8u0mC3M4k1Jt";
const [TYPE = "", KEY = ""] = ED25519.split(" ");

test.each<[string, string]>([
  ["a name, a type and a key", `alice ${ED25519}`],
  ["a comment behind", `alice ${ED25519} alice@laptop of 2026`],
  ["white space around and between", `  alice \t ${TYPE}\t${KEY}\r`],
  ["several names of one signer", `alice,alice@northwind.example ${ED25519}`],
  ["a name in quotes", `"alice" ${ED25519}`],
  ["namespaces", `alice namespaces="lighthouse-keeper-approval,git" ${ED25519}`],
  ["times, in any case", `alice Valid-After="20260101",valid-before="20270101120000Z" ${ED25519}`],
  ["an authority of certificates, which name their signer", `*@northwind.example cert-authority ${ED25519}`],
  ["comments and empty lines", `# signers\n\n  # more\nalice ${ED25519}\n`],
  ["nothing", ""],
])("signerProblems finds nothing wrong with %s", (_, text) => {
  expect(signerProblems(text)).toEqual([]);
});

test.each<[string, string, string, string]>([
  ["no key", "alice ssh-ed25519", "the line of alice has no key", "copy the type and the key"],
  ["a name alone", "alice", "the line has no type of key that is known", "write the line as"],
  ["no name", ED25519, "no type of key", "write the line as"],
  ["a misspelt type", `alice ssh-ed2519 ${KEY}`, "no type of key", "did you mean ssh-ed25519?"],
  ["a type that OpenSSH gave up", `alice ssh-dss ${KEY}`, "no type of key", ""],
  ["a cut key", `alice ${ED25519.slice(0, -8)}`, "the key of alice is cut or mistyped", "copy the type"],
  ["a key that is no base64", `alice ${TYPE} AAAA!`, "the key of alice is cut or mistyped", "copy the type"],
  ["a key of another type", `alice ssh-rsa ${KEY}`, "is of another type than its line says", "copy the type"],
  ["a wildcard", `*@northwind.example ${ED25519}`, "is a pattern", "write the signer's own name"],
  ["a negation", `!bob,* ${ED25519}`, "is a pattern", "write the signer's own name"],
  [
    "an option that is not known",
    `alice namespace="x" ${ED25519}`,
    "an option that is not known",
    "did you mean namespaces?",
  ],
  [
    "an option without its quotes",
    `alice namespaces=x ${ED25519}`,
    "has a value that is not allowed",
    "write namespaces=",
  ],
  [
    "a time that is none",
    `alice valid-after="2026" ${ED25519}`,
    "has a value that is not allowed",
    "YYYYMMDD",
  ],
  ["an option in two fields", `alice namespaces="x" , ${ED25519}`, "no type of key", ""],
])("signerProblems finds %s, on its line", (_, line, problem, fix) => {
  const found = signerProblems(`# signers\nbob ${ED25519}\n\n${line}\nzoe ${ED25519}\n`);
  expect(found).toEqual([
    {
      line: 4,
      problem: expect.stringContaining(problem),
      received: expect.stringMatching(/./),
      allowed: expect.stringMatching(/./),
      fix: expect.stringContaining(fix),
    },
  ]);
});

test("signerProblems repeats no key, and nothing of a private one", () => {
  const secret = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";
  const text = `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----\n`;
  const [first, ...others] = signerProblems(text);
  expect(first).toMatchObject({ line: 1, problem: expect.stringContaining("a private key") });
  expect(JSON.stringify([first, ...others])).not.toContain(secret);
  expect(JSON.stringify(signerProblems(`alice ${TYPE} ${KEY.slice(0, -4)}`))).not.toContain(KEY.slice(0, 40));
});

test("signerProblems says that a byte order mark becomes a part of the first name", () => {
  expect(signerProblems(`\uFEFFalice ${ED25519}\n`)).toMatchObject([{ line: 1 }]);
});

describe.skipIf(spawnSync("ssh-keygen", ["-?"]).error !== undefined)("beside ssh-keygen itself", () => {
  const folder = temporaryFolder(afterAll);
  let key: string;

  beforeAll(() => {
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(folder, "key")]);
    writeFileSync(join(folder, "message"), "approved");
    spawnSync("ssh-keygen", ["-Y", "sign", "-n", "x", "-f", join(folder, "key"), join(folder, "message")]);
    const { stdout } = spawnSync("ssh-keygen", ["-y", "-f", join(folder, "key")], { encoding: "utf8" });
    key = stdout.trim().split(" ").slice(0, 2).join(" ");
  });

  test.each<[string, (key: string) => string]>([
    ["a plain line", (own) => `alice ${own}`],
    ["a comment", (own) => `alice ${own} of 2026`],
    ["tabs", (own) => `\t"alice"\t${own}`],
    ["a namespace", (own) => `alice namespaces="x" ${own}`],
    ["times", (own) => `alice valid-after="20200101",valid-before="209901010000Z" ${own}`],
    ["no key", (own) => `alice ${own.split(" ")[0]}`],
    ["no type", (own) => `alice ${own.split(" ")[1]}`],
    ["no name", (own) => own],
    ["a cut key", (own) => `alice ${own.slice(0, -8)}`],
    ["another type", (own) => `alice ${own.replace("ssh-ed25519", "ecdsa-sha2-nistp256")}`],
    ["an unknown option", (own) => `alice expires="20990101" ${own}`],
    ["an option without quotes", (own) => `alice namespaces=x ${own}`],
    ["a year as time", (own) => `alice valid-after="2026" ${own}`],
    ["options in two fields", (own) => `alice namespaces="x" cert-authority ${own}`],
    ["a value where none belongs", (own) => `alice cert-authority="x" ${own}`],
  ])("signerProblems takes what ssh-keygen takes: %s", (_, line) => {
    const text = line(key);
    writeFileSync(join(folder, "signers"), `${text}\n`);
    const asked = ["-s", join(folder, "message.sig"), "-f", join(folder, "signers")];
    const { status } = spawnSync("ssh-keygen", ["-Y", "find-principals", ...asked]);
    expect(signerProblems(text).length === 0, text).toBe(status === 0);
  });
});
