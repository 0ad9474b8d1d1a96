import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformOutput, TerraformStack, Testing, Token } from "cdktf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { literalText, terraformLiteral } from "../../lib/formats/stack/literal.ts";
import { HOSTILE_PIECES, hostileLine } from "../support/hostile-text.ts";
import { terraform } from "../support/terraform.ts";
import { testApp } from "../support/test-app.ts";

test.each([
  ["${x}", "$${x}"],
  ["$${x}", "$$${x}"],
  ["%{if}", "%%{if}"],
  ["TfToken[TOKEN.0]", 'Tf${"Token"}[TOKEN.0]'],
  ["${TfToken[TOKEN.0]}", '$${Tf${"Token"}[TOKEN.0]}'],
  ["String Map Token Value", 'String Map Token ${"Value"}'],
  ["-1.8881545897087626e+289", '-1.8881545897087626${"e"}+289'],
  ["4e76995d-e5ac-4fd0-8c3e-1c1b7f1420ca", "4e76995d-e5ac-4fd0-8c3e-1c1b7f1420ca"],
  ["Managed Operations", "Managed Operations"],
])("terraformLiteral writes %s as %s", (text, encoded) => {
  expect(terraformLiteral(text)).toBe(encoded);
});

test("literalText undoes terraformLiteral", () => {
  fc.assert(
    fc.property(hostileLine(), (text) => {
      expect(literalText(terraformLiteral(text))).toBe(text);
    }),
  );
});

test.each(["${x}", "a %{ if true }", '${"x"}', "$${a} ${b}"])(
  "literalText refuses %s, which would be evaluated",
  (text) => {
    expect(literalText(text)).toBeUndefined();
  },
);

test("terraformLiteral leaves nothing for cdktf to resolve, even where the tokens of the markers exist", () => {
  // registers tokens, so that the markers above are live
  const tokens = Array.from({ length: 8 }, (_, index) => [
    Token.asString({ resolve: () => `spliced ${index}` } as never),
    Token.asNumber({ resolve: () => index } as never),
  ]).flat();
  fc.assert(
    fc.property(fc.array(hostileLine(), { minLength: 1, maxLength: 5 }), (texts) => {
      const stack = new TerraformStack(testApp(), "stack");
      new TerraformOutput(stack, "texts", { value: texts.map(terraformLiteral), staticId: true });
      const { output } = JSON.parse(Testing.synth(stack));
      expect(output.texts.value).toEqual(texts.map(terraformLiteral));
    }),
    { numRuns: 40 },
  );
  expect(tokens).toHaveLength(16);
});

test("terraformLiteral is decoded by real Terraform to the very text", { tags: ["terraform"] }, () => {
  const folder = mkdtempSync(join(tmpdir(), "keeper-literal-"));
  try {
    const texts = [...HOSTILE_PIECES, ...fc.sample(hostileLine(), { numRuns: 400, seed: 20261123 })];
    const output = Object.fromEntries(
      texts.map((text, index) => [`t${index}`, { value: terraformLiteral(text) }]),
    );
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ output }));
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
