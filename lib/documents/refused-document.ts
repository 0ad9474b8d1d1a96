import { failure, type Outcome } from "../values/failure.ts";
import { PROBLEM_KINDS, type Problem } from "./problem.ts";
import { problemText } from "./problem-text.ts";

/** Most problems of a document that a failure shows. */
const MOST_PROBLEMS = 5;

/** Fix for a refused document, by kind. */
const FIXES = {
  output: "synthesize again (keeper synth), and hand over the whole folder unchanged",
  terraform:
    "hand over the output of terraform show -json for a whole plan or a state of one stack that keeper wrote; where an older keeper wrote it, synthesize again and plan anew",
  lists: "run keeper fetch while no deployment is running, and hand its folder over unchanged",
  "own-stack":
    "pass what Testing.synth prints of a stack with the constructs of azure-lighthouse-keeper; ids are literal there, no expressions",
  definitions:
    "check that revision out, run keeper check there, and remove from its definition files whatever prints",
} as const;

/** Request for a list as REST answers it. Without `$` and `&`, which shells would read. */
const listByHand = (scope: string, list: string) =>
  `az rest --method get --url "/subscriptions/<id>${scope}/providers/Microsoft.ManagedServices/${list}?api-version=2022-10-01"`;

/**
 * Fix for lists that do not show eligible access. `az managedservices` always calls an API that leaves it out. Resource
 * groups have lists of their own.
 */
const FETCH_ELIGIBLE = [
  "run keeper fetch; or by hand",
  listByHand("", "registrationDefinitions"),
  listByHand("", "registrationAssignments"),
  `and for each resource group ${listByHand("/resourceGroups/<group>", "registrationAssignments")}`,
].join(" ; ");

/** Property of a list that has another page; no other document has it. */
const NEXT_PAGE = "nextLink";

/**
 * A kind of document. `output` is an output folder of keeper or a file in it; `terraform` a plan or state; `lists` the
 * lists of Azure; `own-stack` a stack of a user's program; `definitions` the output of a revision's definitions.
 */
export type RefusedKind = keyof typeof FIXES;

/** Makes the failure of a refused document: its name, and its problems grouped by kind. */
export function refused<T>(name: string, kind: RefusedKind, problems: readonly Problem[]): Outcome<T> {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const reasons = [...new Set(shown.map((each) => each.kind))].map((why) => {
    const own = shown.filter((each) => each.kind === why).map((each) => problemText(each, "the top"));
    return `it ${PROBLEM_KINDS[why]} (${why}): ${own.join("; ")}`;
  });
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : "";
  return failure(
    "refused-document",
    `${name} is refused: ${reasons.join("; ")}${more}`,
    fixOf(kind, problems),
  );
}

function fixOf(kind: RefusedKind, problems: readonly Problem[]): string {
  if (kind !== "lists") return FIXES[kind];
  if (problems.some((each) => each.kind === "eligible-unknown")) return FETCH_ELIGIBLE;
  const isPaged = problems.some(({ path }) => path.at(-1) === NEXT_PAGE);
  return isPaged ? "fetch every page, and hand over one list with the entries of all pages" : FIXES.lists;
}
