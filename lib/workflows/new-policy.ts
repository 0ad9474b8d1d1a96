import { readdirSync } from "node:fs";
import { findEstate } from "../estate/find-estate.ts";
import { writeNewFiles } from "../estate/write-new-files.ts";
import { DEFAULT_POLICY } from "../gate/policy.ts";
import { misnamedPolicy, POLICY_FILE } from "../gate/policy-file.ts";
import { policyTemplate } from "../gate/policy-template.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, take } from "../values/result.ts";
import { schemaBeside } from "./editor-schema.ts";
import type { World } from "./world.ts";

/**
 * Writes a commented `policy.yaml` with the shipped rules. Returns the paths of what it wrote. Never overwrites a
 * policy.
 */
export function beginPolicy({ folder }: Pick<World, "folder">): Outcome<readonly string[]> {
  return attempt(function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const other = misnamedPolicy(readdirSync(root));
    if (other !== undefined) {
      const fix = `git mv ${other} ${POLICY_FILE}`;
      return yield* take(failure("file-exists", `${other} exists, which the gate does not read`, fix));
    }
    const schema = schemaBeside(root, "policy");
    const policy = { path: POLICY_FILE, text: policyTemplate(DEFAULT_POLICY, schema.path) };
    const files = [policy, ...schema.files];
    yield* take(writeNewFiles(root, files));
    return files.map(({ path }) => path);
  });
}
