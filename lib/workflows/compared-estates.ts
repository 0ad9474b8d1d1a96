import { nameDirectoryOf } from "../review/base-names.ts";
import { compareSides } from "../review/compare.ts";
import type { Estate } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { type ComparedSides, incomparableText } from "./compare-sides.ts";
import { sideOfEstate } from "./definition-side.ts";

/** The access of definitions before and after an edit, compared as a review compares it. */
export interface ComparedEstates {
  readonly compared: Omit<ComparedSides, "catalogue" | "changeCatalogue" | "plan"> & {
    readonly plan: undefined;
    readonly isJudgedByCheckout: false;
  };
}

/** Compares the access of two readings of an estate. Expects that no rule finds an error in them. */
export function comparedEstates(before: Estate, after: Estate, root: string): Outcome<ComparedEstates> {
  const [old, now] = [sideOfEstate(before, root), sideOfEstate(after, root)];
  const { catalogue } = before;
  const facts = { before: old.facts, after: now.facts };
  const review = compareSides(old.side, now.side, { catalogue, facts });
  if (!review.ok)
    return failure(
      "unreadable-role-catalogue",
      incomparableText(review.error),
      "make role-catalogue.json anew with keeper roles update",
    );
  return success({
    compared: {
      review: review.value,
      before: old.side,
      after: now.side,
      facts: old.facts,
      changeFacts: now.facts,
      plan: undefined,
      foundNotes: [],
      tenants: undefined,
      called: { before: "the definitions before", after: "the definitions now" },
      directory: nameDirectoryOf(catalogue, old.facts, old.side),
      isJudgedByCheckout: false,
    },
  });
}
