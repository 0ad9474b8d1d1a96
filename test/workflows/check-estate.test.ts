import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Files, keeper, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";

const CODES = /^LH07[2-6]|LH092$/;

/** What `keeper check` finds in files beside the definitions of the sample estate, and its exit code. */
async function checked(files: Files) {
  const ran = await keeper(sampleCopy(files), ["check", "--json"]);
  const { findings = [], failure } = JSON.parse(ran.out);
  return {
    code: ran.code,
    failure,
    findings: findings.filter(({ code }: { code: string }) => CODES.test(code)),
    others: findings.filter(({ code }: { code: string }) => !CODES.test(code)),
  };
}

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ5TmGWnqW6ewbvvM5j5v3v8Bq0RrN1c8u0mC3M4k1Jt";
const POLICY = `version: 1
rules:
  - { when: { grade: [none, cosmetic, narrowing, broadening, mixed] }, demand: { approvals: 1 } }
  - { when: { tooling: "*" }, demand: { approvals: 1 } }
`;
const CATALOGUE = readFileSync(join(REPOSITORY, "data/role-catalogue.json"), "utf8");

test("keeper check finds nothing in files that can be used", async () => {
  const files = {
    "policy.yaml": POLICY,
    allowed_signers: `alice ${KEY}\n`,
    "role-catalogue.json": CATALOGUE,
  };
  expect(await checked(files)).toMatchObject({ code: 0, findings: [] });
});

test("keeper check finds every fault of a policy's form, with its line and what to write", async () => {
  const wrong = `${POLICY}  - when: { grade: brodening }\n    demand: deny\n  - when: { flag: lock-out }\n    demands: deny\n`;
  const { code, findings } = await checked({ "policy.yaml": wrong });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    {
      code: "LH072",
      file: "policy.yaml",
      line: 5,
      path: "rules[2].when.grade",
      problem: "grade is not valid",
      received: '"brodening"',
      allowed: '"none", "cosmetic", "narrowing", "broadening" or "mixed", or a list',
      fix: 'did you mean "broadening"?',
    },
    { code: "LH072", line: 8, path: "rules[3].demands", received: '"deny"', fix: "did you mean `demand`?" },
  ]);
});

test.each<[string, Files, object]>([
  [
    "is not YAML",
    { "policy.yaml": "version: 1\nrules: [\n" },
    { file: "policy.yaml", line: 3, fix: "correct the YAML here" },
  ],
  [
    "has a key twice",
    { "policy.yaml": `${POLICY}version: 1\n` },
    {
      file: "policy.yaml",
      line: 5,
      received: expect.stringContaining("version: 1"),
      allowed: "one entry for each",
      fix: 'remove one of the two entries "version"',
    },
  ],
  [
    "begins with a byte order mark",
    { "policy.yaml": `\ufeff${POLICY}` },
    {
      file: "policy.yaml",
      received: "bytes efbbbf",
      allowed: "YAML 1.2 in UTF-8, at most 256 KiB",
      fix: "save it as UTF-8 without one",
    },
  ],
  [
    "has a name that no file may have",
    { "policy.yaml": `${POLICY}  - { when: { tag: { __proto__: x } }, demand: deny }\n` },
    { path: "rules[2].when.tag.__proto__", received: "x", fix: "choose another name or text" },
  ],
  [
    "has another name",
    { "policy.yml": POLICY },
    { file: "policy.yml", allowed: "policy.yaml", fix: "git mv policy.yml policy.yaml" },
  ],
])("keeper check finds a policy that %s", async (_, files, finding) => {
  const { code, findings } = await checked(files);
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ code: "LH072", ...finding }]);
});

test.skipIf(process.platform === "win32")(
  "keeper check says nothing of what a link out of the estate leads to",
  async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, "token"), "secret-of-the-job");
    const estate = sampleCopy();
    const links = ["policy.yaml", "waves.yaml", "customers/x.yaml", "acceptances/fabrikam.yaml"];
    mkdirSync(join(estate, "acceptances"));
    for (const link of links) symlinkSync(join(outside, "token"), join(estate, link));
    const { code, out, err } = await keeper(estate, ["check", "--format", "json"]);
    expect(code).toBe(1);
    expect(out + err).not.toContain("secret-of");
    const found = JSON.parse(out).findings.filter(({ problem }: { problem: string }) =>
      problem.includes("is reached through a link that leaves the estate"),
    );
    expect(found.map(({ file }: { file: string }) => file).sort()).toEqual([...links].sort());
  },
);

test("keeper check finds the names in a policy that the estate does not know", async () => {
  const rules = [
    "when: { role: Contributer }",
    "when: { customer: [fabrikam, fabrikan] }",
    "when: { plan: no-such/plan }",
    "when: { tag: { no-such: tag } }",
  ].map((when) => `  - ${when}\n    demand: deny\n`);
  const { code, findings } = await checked({ "policy.yaml": POLICY + rules.join("") });
  expect(code).toBe(1);
  expect(
    findings.map(({ code, line, fix }: { code: string; line: number; fix: string }) => [code, line, fix]),
  ).toEqual([
    ["LH073", 5, 'did you mean "Contributor"?'],
    ["LH073", 7, 'did you mean "fabrikam"?'],
    ["LH073", 9, "correct the name, or remove it"],
    ["LH073", 11, "correct the name, or remove it"],
  ]);
});

test("keeper check does not take for unknown what a definition names that cannot be read", async () => {
  const policy = `${POLICY}  - { when: { customer: not-readable }, demand: deny }\n  - { when: { role: Raeder }, demand: deny }\n`;
  const { findings } = await checked({ "policy.yaml": policy, "customers/not-readable.yaml": "id: 7" });
  expect(findings).toMatchObject([{ code: "LH073", path: "rules[3].when.role[0]" }]);
});

test.each<[string, string, object]>([
  [
    "no rule answers",
    "version: 1\nrules:\n  - { when: { grade: none }, demand: allow }\n",
    { line: 2, path: "rules" },
  ],
  [
    "a rule denies",
    `${POLICY}  - when: { tooling: "*policy.yaml" }\n    demand: deny\n`,
    { line: 6, path: "rules[2].demand" },
  ],
])(
  "keeper check finds a policy that could not be corrected later, because %s",
  async (_, policy, finding) => {
    const { findings } = await checked({ "policy.yaml": policy });
    expect(findings).toMatchObject([{ code: "LH074", ...finding }]);
  },
);

test("keeper check finds the lines of allowed_signers that count for nothing", async () => {
  const { code, findings } = await checked({
    allowed_signers: `# approvers\nalice ${KEY}\n*@x ${KEY}\nbob\n`,
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { code: "LH075", file: "allowed_signers", line: 3 },
    { code: "LH075", file: "allowed_signers", line: 4 },
  ]);
});

test.each<[string, string, readonly object[]]>([
  ["is not YAML", "steps: [", [{ file: "waves.yaml", line: expect.any(Number), received: "steps: [" }]],
  [
    "has a value that waves do not have",
    'version: 1\nsteps:\n  - name: all\n    percentage: 100\n    failureTolerance: "2"\n',
    [{ path: "steps[0].failureTolerance", line: 5, received: '"2"' }],
  ],
  [
    "leaves customers out, and names a tag that nobody has",
    "version: 1\nsteps:\n  - name: canary\n    tag: { segment: mid-markt }\n",
    [{ path: "steps[0]", line: 3, allowed: "percentage: 100 in the last step" }],
  ],
  [
    "names a tag that nobody has",
    "version: 1\nsteps:\n  - name: canary\n    tag: { segment: mid-markt }\n  - { name: all, percentage: 100 }\n",
    [
      {
        path: "steps[0].tag.segment",
        line: 4,
        received: "mid-markt",
        fix: 'did you mean "segment: mid-market"?',
      },
    ],
  ],
])("keeper check finds a waves.yaml that %s", async (_, text, expected) => {
  const { code, findings } = await checked({ "waves.yaml": text });
  expect(code).toBe(1);
  expect(findings).toMatchObject(expected.map((each) => ({ code: "LH092", file: "waves.yaml", ...each })));
});

test("keeper check finds a waves.yml, which nothing reads", async () => {
  const { findings } = await checked({ "waves.yml": "version: 1\n" });
  expect(findings).toMatchObject([{ code: "LH092", file: "waves.yml", fix: "git mv waves.yml waves.yaml" }]);
});

test.each<[string, string, object]>([
  ["is not JSON", CATALOGUE.replace('"date":', '"date"'), { line: 1, received: "the file" }],
  [
    "has a role that is none",
    CATALOGUE.replace(/("name":"AcrPull","id":")[^"]+/, "$1x"),
    { path: expect.stringMatching(/^roles\[\d+\]\.id$/), received: '"x"', line: expect.any(Number) },
  ],
])(
  "keeper check finds a role catalogue that %s, and judges the rest by the shipped one",
  async (_, text, finding) => {
    expect(text).not.toBe(CATALOGUE);
    const files = { "role-catalogue.json": text, "customers/broken.yaml": "id: 7\n" };
    const { code, findings, others } = await checked(files);
    expect(code).toBe(1);
    expect(findings).toMatchObject([{ code: "LH076", file: "role-catalogue.json", ...finding }]);
    expect(others.map(({ code }: { code: string }) => code)).toContain("LH069");
  },
);

test("keeper synth is not held up by a policy, and cannot run without its catalogue", async () => {
  const broken = { "policy.yaml": "rules: []\n", allowed_signers: "bob\n" };
  expect(await keeper(sampleCopy(broken), ["synth"])).toMatchObject({ code: 0 });
  const ran = await keeper(sampleCopy({ "role-catalogue.json": "{}" }), ["synth"]);
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("the role catalogue cannot be read") });
});
