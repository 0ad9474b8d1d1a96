import { expect, test } from "vitest";
import { keeper, sampleCopy } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/*
 * Ids are an author's choice. None of them may be taken for a key of a file that keeper writes or reads back.
 */

const WORDS = [
  // estate.lock.json
  ...["customers", "names", "subscriptions", "version"],
  // keeper.json and manifest.json
  ...["annotations", "definitions", "dependencies", "kept", "manifest", "name", "selection", "stacks"],
  // facts.json
  ...["facts", "file", "line", "plans", "principals", "tags", "type", "versions"],
  // cdk.tf.json
  ...["alias", "azurerm", "backend", "customer", "data", "features", "import", "lifecycle", "metadata"],
  ...["module", "output", "outputs", "provider", "resource", "terraform", "variable"],
  // policy, approvals and reports
  ...["approvals", "change", "digest", "members", "path", "policy", "rules", "until"],
  // file names
  ...["cdktf", "estate", "keeper", "state"],
  // JavaScript's own
  ...["constructor", "default", "length", "prototype", "then", "undefined"],
  // YAML's own
  ...["false", "null", "true", "yes"],
];

const guid = (kind: number, index: number) =>
  `${String(kind).repeat(8)}-0000-4000-8000-${String(index).padStart(12, "0")}`;

function offer(id: string, index: number): object {
  const principal = { type: "Group", objectId: guid(3, index), displayName: `Group ${index}` };
  const authorizations = ["Reader", "Managed Services Registration assignment Delete Role"].map((role) => ({
    principal,
    role,
  }));
  return {
    id,
    name: `Offer ${index}`,
    description: "An offer.",
    managingTenant: {
      tenantId: guid(9, 1),
      name: "Provider",
      cloud: "public",
      principals: { [id]: principal },
    },
    plans: { [id]: { visibility: "public", versions: { "1.0.0": { authorizations } } } },
  };
}

function customer(id: string, index: number): object {
  return {
    id,
    name: `Customer ${index}`,
    tenantId: guid(1, index),
    tags: { [id]: id },
    subscriptions: { [id]: guid(2, index) },
    delegations: [{ offer: id, plan: id, version: "1.0.0", scopes: [{ subscription: id }] }],
  };
}

function definitions(): Record<string, string> {
  const files = WORDS.flatMap((word, index): [string, string][] => [
    [`offers/${word}.json`, JSON.stringify(offer(word, index))],
    [`customers/${word}.json`, JSON.stringify(customer(word, index))],
  ]);
  return Object.fromEntries(files);
}

test("every word of keeper's own files is an id like any other", {
  tags: ["git", "ssh-keygen"],
}, async () => {
  const repository = new ScratchRepository();
  const run = async (words: readonly string[], code = 0): Promise<string> => {
    const ran = await keeper(repository.root, words);
    expect(ran, `keeper ${words.join(" ")}\n${ran.err}`).toMatchObject({ code });
    return ran.out;
  };
  await run(["synth"]);
  repository.keepOutput("base.out");
  const base = repository.commit({ allowed_signers: repository.key("alice") + repository.key("bob") });
  repository.commit(definitions());
  // each reads back what the one before wrote
  for (const selected of [[], ["customers"], ["constructor"], WORDS, []]) await run(["synth", ...selected]);
  const drawn = JSON.parse(await run(["review", "cdktf.out", ".", "--format", "json"]));
  expect(drawn).toMatchObject({ grade: "none", flags: [], compared: WORDS.length + 6 });

  const gate = async (code: number) => {
    const commits = ["--base", base, "--head", repository.commit(), "--author", "mallory"];
    return JSON.parse(await run(["gate", "base.out", "cdktf.out", ...commits, "--format", "json"], code));
  };
  const { approvalFile } = await gate(1);
  for (const name of ["alice", "bob"]) {
    const path = approvalFile.path.replace("<approver>", name);
    const text = approvalFile.text.replace("<your name in allowed_signers>", name).replace("<why>", "agreed");
    repository.commit({ [path]: text });
    repository.sign(path, name);
  }
  expect(await gate(0)).toMatchObject({ decision: "pass", reasons: [] });
});

test.each(["null", "true", "false"])("keeper new writes the id %s as the text that it is", async (id) => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["new", "customer", id, "--yaml"])).toMatchObject({ code: 0 });
  const { findings } = JSON.parse((await keeper(estate, ["check", "--json"])).out);
  const found = findings.map(({ path }: { path: string }) => path);
  // what is to be filled in, and nothing else
  expect(found).toContain("tenantId");
  expect(found).not.toContain("id");
});
