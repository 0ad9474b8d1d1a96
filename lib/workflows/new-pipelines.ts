import { realpathSync } from "node:fs";
import { findEstate } from "../estate/find-estate.ts";
import { type Platform, repositoryRoot, shippedPipelines } from "../estate/shipped-pipelines.ts";
import { type NewFile, writeNewFiles } from "../estate/write-new-files.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** Copies the shipped pipelines of a platform into the estate's repository, and gives their paths. Overwrites nothing. */
export function beginPipelines(platform: Platform, { folder }: Pick<World, "folder">): Outcome<string[]> {
  return attempt(function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const files = yield* take(pipelinesFor(platform, root));
    yield* take(writeNewFiles(root, files));
    return files.map(({ path }) => path);
  });
}

/** The pipelines of a platform for an estate. Fails where the estate is not at its repository's root. */
export function pipelinesFor(platform: Platform, root: string): Outcome<readonly NewFile[]> {
  const repository = repositoryRoot(root);
  // they install and synthesize at the root of a checkout
  if (repository === undefined || realpathSync(repository) === realpathSync(root))
    return success(shippedPipelines(platform));
  const fix =
    "move the estate to the root of a repository of its own, or copy and adapt the pipelines by hand";
  return failure("bad-arguments", "the pipelines need an estate at its repository's root", fix);
}
