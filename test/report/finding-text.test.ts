import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { findingsSummary, findingsText } from "../../lib/report/finding-text.ts";
import { count } from "../../lib/report/phrases.ts";
import type { Finding } from "../../lib/rules/finding.ts";

function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    code: "LH001",
    kind: "role-refused",
    severity: "error",
    at: { file: "offers/one.ts", path: ["plans", "standard", 0] },
    problem: "Owner is refused",
    received: "Owner",
    allowed: "a supported role",
    fix: "use another role",
    facts: {},
    ...changes,
  };
}

test("findingsText names code, file, line and path, then what is wrong and how to mend it", () => {
  expect(
    findingsText([aFinding({ at: { file: "offers/one.ts", path: ["plans", "standard", 0], line: 12 } })]),
  ).toBe(
    [
      "error LH001 offers/one.ts:12 plans.standard[0]",
      "  Owner is refused",
      "  received: Owner",
      "  allowed:  a supported role",
      "  fix:      use another role",
      "",
      "",
    ].join("\n"),
  );
});

test("findingsText leaves out a line that is not known, and a path that is empty", () => {
  const [heading] = findingsText([aFinding({ at: { file: "a.yaml", path: [] } })]).split("\n");
  expect(heading).toBe("error LH001 a.yaml");
});

test("findingsText says what is the same in several places once, whatever their files, and counts those beyond ten", () => {
  const second = aFinding({ at: { file: "offers/one.ts", path: ["plans", "premium", 0] } });
  const elsewhere = aFinding({ at: { file: "offers/two.ts", path: [] } });
  const text = findingsText([aFinding(), second, elsewhere]);
  expect(text.match(/Owner is refused/g)).toHaveLength(1);
  expect(text).toContain(
    "  also at   LH001 offers/one.ts plans.premium[0]\n  also at   LH001 offers/two.ts\n",
  );
  const many = Array.from({ length: 40 }, (_, index) => aFinding({ at: { file: `c${index}.ts`, path: [] } }));
  expect(findingsText(many)).toContain(
    "  also at   LH001 c9.ts\n  and at 30 more places (keeper check --format json names all)\n",
  );
  // another fix is another finding
  const other = aFinding({ at: { file: "offers/two.ts", path: [] }, fix: "use Reader" });
  expect(findingsText([aFinding(), other]).match(/Owner is refused/g)).toHaveLength(2);
});

test("findingsText gives an accepted warning one line with its reason", () => {
  const at = { file: "offers/one.ts", path: ["plans", "standard", 0], line: 3 };
  const accepted = aFinding({ at, severity: "warning", accepted: "agreed\u001b[1m" });
  expect(findingsText([accepted])).toBe(
    "accepted LH001 offers/one.ts:3 plans.standard[0]: agreed\\u{1b}[1m\n",
  );
});

test("findingsText lets nothing that a user wrote reach the terminal unseen", () => {
  const hostile = "\u001b[2J\u202e";
  const text = findingsText([
    aFinding({
      at: { file: `offers/${hostile}.ts`, path: [hostile] },
      problem: hostile,
      received: hostile,
      allowed: hostile,
      fix: hostile,
    }),
  ]);
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\u202e");
});

test("findings are wrapped to a terminal's width, and whole elsewhere; commands and places are not broken", () => {
  const long = "a long text of many words that no terminal of eighty columns can show in one line";
  const command = "`keeper new version managed-operations/complete --all-that-include engineers`";
  const findings = [
    aFinding({ problem: long, received: long, fix: `run ${command}: ${long}` }),
    aFinding({ severity: "warning", accepted: long }),
  ];
  const lines = findingsText(findings, { columns: 80 }).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([
    expect.stringMatching(/^ +`keeper new version .*engineers`:$/),
  ]);
  const joined = (text: string) => text.replaceAll(/\s+/g, " ");
  expect(joined(lines.join("\n"))).toBe(joined(findingsText(findings)));
  expect(findingsText(findings).split("\n")).toContain(`  ${long}`);
});

test("findingsSummary counts errors, open warnings and accepted ones apart", () => {
  const warning = aFinding({ severity: "warning" });
  const accepted = aFinding({ severity: "warning", accepted: "agreed" });
  expect(findingsSummary([])).toBe("0 errors, 0 warnings");
  expect(findingsSummary([aFinding(), warning, warning, accepted])).toBe(
    "1 error, 2 warnings, 1 accepted warning",
  );
  expect(count(1, "stack")).toBe("1 stack");
  expect(count(0, "stack")).toBe("0 stacks");
});

test("severities are in colours where they are wanted, and nothing else changes", () => {
  const findings = [aFinding({ severity: "error" }), aFinding({ severity: "warning", problem: "other" })];
  const plain = findingsText(findings);
  const coloured = findingsText(findings, { colour: true });
  expect(plain).not.toContain("\u001b");
  expect(coloured).toContain("\u001b[31merror\u001b[0m LH");
  expect(coloured).toContain("\u001b[33mwarning\u001b[0m LH");
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});
