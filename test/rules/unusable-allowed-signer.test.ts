import { expect, test } from "vitest";
import { RULES } from "../../lib/rules/rules.ts";
import { unusableAllowedSigner } from "../../lib/rules/unusable-allowed-signer.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("unusable-allowed-signer takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("allowed-signers");
  expect(
    theFindingOf(unusableAllowedSigner, aContext({ controlFiles: [controlFileProblem("allowed-signers")] })),
  ).toEqual({
    code: "LH075",
    kind: "unusable-allowed-signer",
    severity: "error",
    ...problem,
  });
});

test("unusable-allowed-signer leaves every other respect to its rule", () => {
  const respects = [
    "policy",
    "policy-name",
    "policy-repair",
    "allowed-signers",
    "role-catalogue",
    "acceptance",
    "acceptance-exceeded",
  ] as const;
  const others = respects.filter((of) => of !== "allowed-signers").map((of) => controlFileProblem(of));
  expect(findingsOf(unusableAllowedSigner, aContext({ controlFiles: others }))).toEqual([]);
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ controlFiles: others })))).toHaveLength(6);
});

test("unusable-allowed-signer leaves an estate alone whose files can be used", () => {
  expect(findingsOf(unusableAllowedSigner, aContext())).toEqual([]);
});
