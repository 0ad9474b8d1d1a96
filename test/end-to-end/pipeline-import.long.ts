// @module-tag terraform
// @module-tag git
// @module-tag bash
// @module-tag ssh-keygen

import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CUSTOMER, definition } from "../support/pipelines/customers.ts";
import {
  afterMerge,
  aPipeline,
  deploy,
  deployBase,
  gatePullRequest,
  merge,
  propose,
  shownApproval,
} from "../support/pipelines/github-change.ts";

const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000771";

test("a plan of imports only is applied by the pipeline, which then says that finish is due", async () => {
  const { pipeline } = await aPipeline();
  const { repository, sandbox } = pipeline;
  repository.git("checkout", "-q", "main");
  const first = repository.git("rev-parse", "HEAD");
  const base = repository.commit({ allowed_signers: repository.key("alice") });
  repository.git("checkout", "-q", "--detach");
  pipeline.records("accept", base, first);
  await deployBase(pipeline, base);
  const before = sandbox.azure.access();
  expect(before.length).toBeGreaterThan(0);
  const [assignment, definitionId] = sandbox.azure.resources().map((each) => each.split("/").at(-1));
  rmSync(join(pipeline.folder, "state", "blue-yonder.tfstate"));

  // the pins that adopt writes, and its mark in the lock: no access changes
  const lock = JSON.parse(repository.git("show", `${base}:estate.lock.json`));
  lock.customers["blue-yonder"].imports = { [SUBSCRIPTION]: ["managed-operations"] };
  const pinned = definition('"1.0.0"').replace(
    '{ subscription: "main" }',
    `{ subscription: "main", registrationDefinitionId: "${definitionId}", registrationAssignmentId: "${assignment}" }`,
  );
  const proposed = propose(pipeline, { [CUSTOMER]: pinned, "estate.lock.json": JSON.stringify(lock) });
  const blocked = await gatePullRequest(pipeline, proposed);
  expect(blocked.said).toContain("rule 4 requires 1 approval: estate.lock.json");
  const { path, text } = shownApproval(blocked.said);
  const file = path.replace("<approver>", "alice");
  repository.commit({
    [file]: text.replace("<your name in allowed_signers>", "alice").replace("<why>", "state was lost"),
  });
  repository.sign(file, "alice");
  const gated = await gatePullRequest(pipeline, propose(pipeline));
  expect(gated.failed, gated.said).toBe(false);

  const merged = merge(pipeline, base);
  const jobs = await afterMerge(pipeline, merged);
  expect(jobs.changed.outputs, jobs.changed.said).toMatchObject({ customers: "blue-yonder" });
  const [deployed] = await deploy(pipeline, merged, jobs);
  expect(deployed?.failed, deployed?.said).toBe(false);
  expect(deployed?.said).toContain("2 imported, 0 added, 0 changed, 0 destroyed");
  expect(deployed?.said).toContain("blue-yonder: its import took effect, so finish it");
  expect(deployed?.said).toContain("keeper adopt --finish --from blue-yonder.json");
  expect(sandbox.azure.access()).toEqual(before);
});
