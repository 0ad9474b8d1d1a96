// @module-tag ssh-keygen

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { SIGNATURE_NAMESPACE } from "../../lib/gate/approval-file.ts";
import { verifySignature } from "../../lib/repository/verify-signature.ts";

let folder: string;
let alice: string;
let mallory: string;
let signers: Buffer;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "keeper-test-"));
  [alice, mallory] = [key("alice"), key("mallory")];
  signers = Buffer.from(`alice@example.com ${alice}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function key(name: string): string {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(folder, name)]);
  return readFileSync(join(folder, `${name}.pub`), "utf8").trim();
}

function sign(name: string, text: string, namespace: string = SIGNATURE_NAMESPACE): Buffer {
  const file = join(folder, `${name}.txt`);
  writeFileSync(file, text);
  return execFileSync("ssh-keygen", ["-Y", "sign", "-q", "-n", namespace, "-f", join(folder, name)], {
    input: text,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

const TODAY = "2026-11-23";
const verify = (text: string, signature: Buffer, allowed: Buffer = signers) =>
  verifySignature(Buffer.from(text), signature, allowed, TODAY);

test("verifySignature names whose key signed the very bytes", () => {
  expect(verify("approve", sign("alice", "approve"))).toEqual({
    kind: "verified",
    principals: ["alice@example.com"],
  });
  expect(mallory).not.toBe(alice);
});

test.each([
  ["other bytes", () => verify("approve more", sign("alice", "approve"))],
  ["a key that base does not allow", () => verify("approve", sign("mallory", "approve"))],
  ["a signature made for something else", () => verify("approve", sign("alice", "approve", "git"))],
  ["no signature at all", () => verify("approve", Buffer.from("-----BEGIN SSH SIGNATURE-----\nAAAA\n"))],
  ["an empty file", () => verify("approve", Buffer.alloc(0))],
  ["an empty list of signers", () => verify("approve", sign("alice", "approve"), Buffer.alloc(0))],
  [
    "a key that is no longer valid",
    () => {
      const until = `alice@example.com valid-before="20260101" ${alice}\n`;
      return verify("approve", sign("alice", "approve"), Buffer.from(until));
    },
  ],
  [
    "a key that ceases to be valid today",
    () => {
      const until = `alice@example.com valid-before="202611230001" ${alice}\n`;
      return verify("approve", sign("alice", "approve"), Buffer.from(until));
    },
  ],
  [
    "a key that becomes valid today",
    () => {
      const from = `alice@example.com valid-after="202611231200" ${alice}\n`;
      return verify("approve", sign("alice", "approve"), Buffer.from(from));
    },
  ],
  [
    "a key of everybody whom a pattern means",
    () => verify("approve", sign("alice", "approve"), Buffer.from(`*@example.com ${alice}\n`)),
  ],
  [
    "a key that is allowed for something else only",
    () => {
      const other = `alice@example.com namespaces="git" ${alice}\n`;
      return verify("approve", sign("alice", "approve"), Buffer.from(other));
    },
  ],
])("verifySignature takes nothing for %s", (_, check) => {
  expect(check()).toMatchObject({ kind: "invalid" });
});

/* Row 5 of the threat model: a signer is the set of all names of a key. */

test.each<[string, (key: string, other: string) => string]>([
  ["in one list", (key) => `mallory,mallory@corp.example ${key}\n`],
  ["on two lines", (key, other) => `mallory ${key}\nbob ${other}\nmallory@corp.example ${key}\n`],
  [
    "on a line for another purpose",
    (key) => `mallory@corp.example ${key}\nmallory namespaces="git" ${key}\n`,
  ],
  [
    "on a line that has expired",
    (key) => `mallory valid-before="20200101" ${key}\nmallory@corp.example ${key}\n`,
  ],
  ["in quotes, behind white space", (key) => `  "mallory,mallory@corp.example"\t${key}\n`],
])("row 5: verifySignature gives every name of a key: %s", (_, lines) => {
  const check = verify("approve", sign("mallory", "approve"), Buffer.from(lines(mallory, alice)));
  expect(check).toEqual({ kind: "verified", principals: ["mallory", "mallory@corp.example"] });
});

test("verifySignature takes nothing by a name where another line of the key has a pattern", () => {
  const lines = `mallory@corp.example ${mallory}\n* ${mallory}\n`;
  expect(verify("approve", sign("mallory", "approve"), Buffer.from(lines))).toMatchObject({
    kind: "invalid",
    why: expect.stringContaining("pattern"),
  });
});

test("verifySignature gives the names of a certificate, and those of the key that it certifies", () => {
  key("authority");
  const authority = readFileSync(join(folder, "authority.pub"), "utf8").trim();
  const names = "mallory,mallory@corp.example";
  const words = ["-q", "-s", join(folder, "authority"), "-I", "id", "-n", names, join(folder, "mallory.pub")];
  execFileSync("ssh-keygen", words);
  try {
    const certificate = join(folder, "mallory-cert.pub");
    const signature = execFileSync(
      "ssh-keygen",
      ["-Y", "sign", "-q", "-n", SIGNATURE_NAMESPACE, "-f", certificate],
      { input: "approve", stdio: ["pipe", "pipe", "pipe"] },
    );
    const lines = `*@corp.example cert-authority ${authority}\nm2 ${mallory}\n`;
    expect(verify("approve", signature, Buffer.from(lines))).toEqual({
      kind: "verified",
      principals: ["m2", "mallory", "mallory@corp.example"],
    });
  } finally {
    rmSync(join(folder, "mallory-cert.pub"));
  }
});

test("verifySignature says that there is nobody to ask", () => {
  const signature = sign("alice", "approve");
  const path = process.env["PATH"];
  process.env["PATH"] = folder;
  try {
    expect(verify("approve", signature)).toMatchObject({ kind: "unavailable" });
  } finally {
    process.env["PATH"] = path;
  }
});

test("an ssh-keygen that ends its lines as Windows does names the same person", () => {
  const signature = sign("alice", "approve");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const path = process.env["PATH"] ?? "";
  const real = execFileSync("sh", ["-c", "command -v ssh-keygen"], { encoding: "utf8" }).trim();
  const shim = `#!/bin/sh\n'${real}' "$@" > '${folder}/out'; code=$?\nsed 's/$/\\r/' '${folder}/out'\nexit $code\n`;
  writeFileSync(join(bin, "ssh-keygen"), shim);
  chmodSync(join(bin, "ssh-keygen"), 0o755);
  process.env["PATH"] = `${bin}:${path}`;
  onTestFinished(() => {
    process.env["PATH"] = path;
  });
  expect(execFileSync("ssh-keygen", ["-lf", join(folder, "alice.pub")], { encoding: "utf8" })).toMatch(
    /\r\n$/,
  );
  expect(verify("approve", signature)).toEqual({ kind: "verified", principals: ["alice@example.com"] });
});

test("a signature counts for the committed bytes: with lines ended as Windows does they are others", () => {
  const signature = sign("alice", "one\ntwo\n");
  expect(verify("one\ntwo\n", signature).kind).toBe("verified");
  expect(verify("one\r\ntwo\r\n", signature).kind).toBe("invalid");
});
