import { privateFolder } from "../estate/private-folder.ts";
import type { Platform } from "../gate/author.ts";
import { downloadOutput } from "../platform/download-output.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { type ApproveRequest, type PreparedApproval, prepareApproval } from "./approve.ts";
import { placeOf, type World } from "./world.ts";

/**
 * As {@link prepareApproval}, with both sides from the platform. They are the output that the shipped pipeline compared
 * for `--head`. The download is data in a private folder, and is removed.
 */
export function prepareDownloadedApproval(
  request: Omit<ApproveRequest, "before" | "after">,
  platform: Platform,
  world: World,
): Promise<Outcome<PreparedApproval>> {
  return attemptAsync(async function* () {
    const repository = yield* take(placeOf(world).repository());
    const head = yield* take(repository.commit(request.revisions.head));
    const folder = yield* take(privateFolder("approval"));
    try {
      const context = { folder: repository.root, environment: world.environment };
      const sides = yield* take(await downloadOutput(platform, { head, into: folder.path }, context));
      return yield* take(await prepareApproval({ ...request, ...sides }, world));
    } finally {
      folder.remove();
    }
  });
}
