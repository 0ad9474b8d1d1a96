import { basename, isAbsolute } from "node:path";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { findEstate } from "../estate/find-estate.ts";
import { catalogueFile, ESTATE_CATALOGUE, SHIPPED_CATALOGUE } from "../estate/role-catalogue-file.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import type { ReportContext } from "../report/review/context.ts";
import { type PlanFacts, planNotes } from "../report/review/plan-notes.ts";
import { driftOf } from "../review/compare.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { own } from "../values/own.ts";
import type { ComparedSides } from "../workflows/compare-sides.ts";
import type { CommandContext } from "./command-context.ts";
import type { ReviewFormat } from "./formats.ts";

/** A review in a format. Each renderer is loaded when it is asked for. */
export async function renderReview(
  format: ReviewFormat,
  sides: ComparedSides,
  { terminal, folder }: CommandContext,
): Promise<string> {
  const { review, directory, called, plan, catalogue } = sides;
  const notes = [
    ...(plan === undefined ? [] : planNotes(withDrift(plan, catalogue), directory)),
    ...catalogueNotes(sides, folder),
  ];
  const context = { directory, called: shownAs(called), notes, ...sourcesOf(sides) };
  switch (format) {
    case "terminal":
      return (await import("../report/review/terminal.ts")).terminalReview(review, context, terminal);
    case "json":
      return (await import("../report/review/json.ts")).jsonReview(review, context);
    case "markdown":
      return (await import("../report/review/markdown.ts")).markdownReview(review, context);
    case "html":
      return (await import("../report/review/html.ts")).htmlReview(review, context);
    case "sarif":
      return (await import("../report/review/sarif.ts")).sarifReview(review, context);
    case "junit":
      return (await import("../report/review/junit.ts")).junitReview(review, context);
  }
}

/** Sides as they were named, but for paths of this machine and the length of commits. */
function shownAs({ before, after }: ComparedSides["called"]): ComparedSides["called"] {
  const shown = (name: string) =>
    (isAbsolute(name) ? basename(name) : name).replace(/^(git:[0-9a-f]{12})[0-9a-f]{28}$/, "$1");
  return { before: shown(before), after: shown(after) };
}

function withDrift(plan: ReadPlan, catalogue: RoleCatalogue): PlanFacts {
  return { ...plan, drift: driftOf(plan.recorded, plan.before, catalogue) };
}

/** Outputs and plans belong to no commit: where a checkout's own catalogue judges them, readers must know. */
function catalogueNotes({ commits, called }: ComparedSides, folder: string): string[] {
  const estate = findEstate(folder, undefined);
  const own = estate.ok && catalogueFile(estate.value.root) !== SHIPPED_CATALOGUE;
  if (!own || commits !== undefined || /^(?:\.$|git:)/.test(called.before)) return [];
  return [
    `roles mean what this checkout's ${ESTATE_CATALOGUE} says; --base and --head name commits that say it`,
  ];
}

/**
 * Files and lines of customers and plans, as the change's synthesis knew them, or base's. A name that leads elsewhere is
 * nobody's file.
 */
function sourcesOf({ facts, changeFacts }: ComparedSides): Pick<ReportContext, "sourceOf" | "sourceOfPlan"> {
  const found = <T>(of: (known: EstateFacts) => T | undefined): T | undefined => {
    for (const known of [changeFacts, facts]) {
      const each = known === undefined ? undefined : of(known);
      if (each !== undefined) return each;
    }
    return undefined;
  };
  return {
    sourceOf: (customer) => {
      const source = found(({ customers }) => own(customers, customer));
      return source === undefined || !/^customers\/[^/\\]+$/.test(source.file)
        ? undefined
        : { file: source.file, line: source.line };
    },
    sourceOfPlan: (source) => {
      const [plan = "", version = ""] = source.split("@");
      const known = found(({ plans }) => own(plans, plan));
      return known === undefined || !/^offers\/[^/\\]+$/.test(known.file)
        ? undefined
        : { file: known.file, line: own(known.versions, version) };
    },
  };
}
