import type { RecordChange } from "../delegation/record-change.ts";
import { catalogueFile, SHIPPED_CATALOGUE } from "../estate/role-catalogue-file.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import { type TakenBack, takenBackWithCustomers } from "../gate/removed-records.ts";
import { takenBackRecords } from "../repository/taken-back-records.ts";
import type { AccessReview } from "../review/access-change.ts";
import { driftOf } from "../review/compare.ts";
import type { Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, take } from "../values/result.ts";
import { changeCommits, type Revisions } from "./change-commits.ts";
import { type ComparedSides, compareNamedSides, shownNames } from "./compare-sides.ts";
import type { SidesRequest } from "./load-sides.ts";
import { type NarrowingInWaves, narrowingInWaves } from "./narrowing-in-waves.ts";
import { sideIsNoCustomer } from "./side-that-is-no-customer.ts";
import { placeOf, type World } from "./world.ts";

/** Request for a review of two sides. */
export interface ReviewRequest extends SidesRequest {
  /** The change's revisions, whose catalogues judge. @default - the sides' own, or those of the checkout */
  readonly revisions: Revisions | undefined;
  /** Whether definitions may be run under continuous integration too. */
  readonly executeDefinitions: boolean;
}

/** A review of two sides, with everything that its report needs. */
export interface ReviewResult extends ComparedSides {
  /** The plan, with the review of changes outside Terraform. */
  readonly plan: (ReadPlan & { readonly drift: AccessReview }) | undefined;
  /** What the change takes back of the record of versions. Nothing where sides name no commits. */
  readonly takenBack: readonly TakenBack[];
  /** Customers from which the change only takes access away, where the estate deploys in steps. */
  readonly inWaves: NarrowingInWaves | undefined;
  /** Whether sides without a commit are judged by a role catalogue of this checkout's own. */
  readonly isJudgedByCheckout: boolean;
}

/** Compares two sides. */
export function reviewSides(request: ReviewRequest, world: World): Promise<Outcome<ReviewResult>> {
  return attemptAsync(async function* () {
    const place = placeOf(world);
    const { revisions } = request;
    for (const side of [request.before, request.after]) yield* take(sideIsNoCustomer(side, "review", world));
    const commits = revisions && (yield* take(changeCommits(revisions, place.repository)));
    const compared = yield* take(
      await compareNamedSides(request, commits, {
        ...place,
        keeper: world.keeper,
        mayExecute: request.executeDefinitions || !world.continuousIntegration,
        gated: undefined,
      }),
    );
    const { plan, catalogue } = compared;
    const takenBack = yield* take(takenBackBetween(revisions ?? namedRevisions(request), place));
    return {
      ...compared,
      takenBack: takenBackWithCustomers({ ...compared, takenBack }),
      called: shownNames(compared),
      inWaves: await narrowingInWaves(place.root, compared),
      plan: plan && { ...plan, drift: driftOf(plan.recorded, plan.before, catalogue) },
      isJudgedByCheckout:
        place.root !== undefined &&
        catalogueFile(place.root) !== SHIPPED_CATALOGUE &&
        commits === undefined &&
        !/^(?:\.$|git:)/.test(compared.called.before),
    };
  });
}

/** The commits that both sides name; undefined where one names none. */
function namedRevisions({ before, after }: SidesRequest): Revisions | undefined {
  const [base, head] = [before, after].map((side = "") => /^git:(.+)$/s.exec(side)?.[1]);
  return base === undefined || head === undefined ? undefined : { base, head };
}

/** What is taken back of the record between two commits. Nothing without them, or outside an estate. */
function takenBackBetween(
  revisions: Revisions | undefined,
  { root, repository }: Pick<ReturnType<typeof placeOf>, "root" | "repository">,
): Outcome<readonly RecordChange[]> {
  return attempt(function* () {
    if (revisions === undefined || root === undefined) return [];
    const commits = yield* take(changeCommits(revisions, repository));
    return yield* take(takenBackRecords({ ...commits, root }));
  });
}
