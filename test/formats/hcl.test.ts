import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hclText } from "../../lib/formats/hcl/hcl-text.ts";
import { HOSTILE_PIECES, hostileLine } from "../support/hostile-text.ts";
import { terraform } from "../support/terraform.ts";

test("texts of HCL are decoded by real Terraform to the very text", { tags: ["terraform"] }, () => {
  const folder = mkdtempSync(join(tmpdir(), "keeper-hcl-"));
  try {
    const texts = [
      ...HOSTILE_PIECES,
      "two\nlines\r\nand\ta tab",
      "a\u200bz\u202ey\u0007",
      ...fc.sample(hostileLine(), { numRuns: 300, seed: 20261130 }),
    ];
    const outputs = texts.map((text, index) => `output "t${index}" {\n  value = ${hclText(text)}\n}\n`);
    writeFileSync(join(folder, "main.tf"), outputs.join(""));
    terraform(folder, "init", "-no-color");
    terraform(folder, "apply", "-auto-approve", "-no-color");
    const decoded = JSON.parse(terraform(folder, "output", "-json"));
    expect(texts.map((_, index) => decoded[`t${index}`].value)).toEqual(
      texts.map((text) => text.normalize("NFC")),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
