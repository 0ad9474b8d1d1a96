import { readdirSync } from "node:fs";
import { join } from "node:path";
import { documentProblem } from "../documents/problem.ts";
import { ownBelow, readTextFile } from "../documents/read-file.ts";
import type { Waves } from "../fleet/waves.ts";
import { parseWaves, WAVES_FILE } from "../fleet/waves-schema.ts";
import type { ControlFileProblem } from "../rules/estate.ts";
import { nearest } from "../values/nearest.ts";
import { own } from "../values/own.ts";
import { failed, type Result, success } from "../values/result.ts";
import { controlProblem, unparsedControlFile, unreadableControlFile } from "./control-file-problem.ts";

/**
 * Reads `waves.yaml` of an estate, or all of its problems. Undefined where there is none. A file such as `waves.yml` in
 * its place is a problem. A rollout must not begin at all customers because of a name.
 */
export async function readWaves(
  root: string,
): Promise<Result<Waves | undefined, readonly ControlFileProblem[]>> {
  const other = readdirSync(root).find((name) => /^waves\.ya?ml$/i.test(name) && name !== WAVES_FILE);
  if (other !== undefined) return failed([misnamed(other)]);
  const text = readTextFile(join(root, WAVES_FILE), "waves", ownBelow(root));
  if (!text.ok)
    return text.error.isAbsent
      ? success(undefined)
      : failed([unreadableControlFile("waves", WAVES_FILE, text.error)]);
  // loaded only where there is such a file, to keep the start fast
  const { parseYaml } = await import("../documents/yaml.ts");
  const data = parseYaml(text.value);
  if (!data.ok) return failed([unparsedControlFile("waves", WAVES_FILE, data.error)]);
  const waves = parseWaves(data.value);
  return waves.ok ? waves : failed(waves.error.map((each) => controlProblem("waves", WAVES_FILE, each)));
}

function misnamed(file: string): ControlFileProblem {
  const problem = `is named ${file}, which keeper does not read`;
  return controlProblem("waves", file, {
    ...documentProblem("part-unknown", [], problem, file, WAVES_FILE),
    fix: `git mv ${file} ${WAVES_FILE}`,
  });
}

/**
 * Tags of steps that no customer has: the step then has no customers.
 * @param customers tags of all customers
 */
export function unknownTags(
  { steps }: Waves,
  customers: readonly Readonly<Record<string, string>>[],
): ControlFileProblem[] {
  const texts = (tags: Readonly<Record<string, string>>) =>
    Object.entries(tags).map(([key, value]) => `${key}: ${value}`);
  const known = new Set(customers.flatMap(texts));
  return steps.flatMap(({ tag = {} }, index) =>
    Object.entries(tag).flatMap(([key, value]) => {
      if (customers.some((tags) => own(tags, key) === value)) return [];
      const name = `${key}: ${value}`;
      const near = nearest(name, known);
      const fix =
        near === undefined ? "correct the tag, or remove the step" : `did you mean ${JSON.stringify(near)}?`;
      const path = ["steps", index, "tag", key];
      const problem = `names the tag ${name}, which no customer has`;
      const allowed = "a tag and value that a customer has";
      return [
        controlProblem("waves", WAVES_FILE, {
          ...documentProblem("value-not-allowed", path, problem, value, allowed),
          fix,
        }),
      ];
    }),
  );
}
