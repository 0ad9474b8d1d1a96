import * as z from "zod";
import { type Read, readAllowed } from "../documents/problem.ts";
import { success } from "../values/result.ts";
import { isMachineName, isPlatformId } from "./author.ts";

/** A review by which an account approves a change on the platform. */
export interface PlatformApproval {
  /** Name of the account. */
  readonly name: string;
  /** Immutable id of the account. */
  readonly id: string;
}

const account = z.object({
  login: z.string().min(1),
  id: z.int().positive(),
  type: z.string().optional(),
});

/** One review of a pull request, with what is read of it. Accounts that are deleted have none. */
const reviewSchema = z.object({
  id: z.int().positive(),
  user: account.nullable(),
  state: z.string(),
  /** Missing where the commit is gone. */
  commit_id: z.string().nullish(),
});

type Review = z.infer<typeof reviewSchema>;

/** One list, or the lists of several pages. */
const documentSchema = z.union([z.array(reviewSchema), z.array(z.array(reviewSchema))]);

/**
 * Reads the reviews of a pull request, and gives those that approve exactly this commit. GitHub lists them:
 * `GET /repos/{owner}/{repo}/pulls/{number}/reviews`. Only the last review of each account counts. It must be neither
 * dismissed nor an app's.
 *
 * @param head full id of the commit
 */
export function readPlatformApprovals(document: unknown, head: string): Read<PlatformApproval[]> {
  const read = readAllowed(documentSchema, document);
  if (!read.ok) return read;
  const last = new Map<number, Review>();
  // GitHub lists them in the order of time, and numbers them so; a comment takes nothing back
  for (const review of read.value.flat().sort((a, b) => a.id - b.id))
    if (review.user !== null && review.state.toUpperCase() !== "COMMENTED") last.set(review.user.id, review);
  return success(
    [...last.values()].flatMap(({ user, state, commit_id }) => {
      if (user === null || state.toUpperCase() !== "APPROVED" || commit_id !== head) return [];
      const id = String(user.id);
      const isPerson = user.type !== "Bot" && !isMachineName(user.login) && isPlatformId(id, "github");
      return isPerson ? [{ name: user.login, id }] : [];
    }),
  );
}
