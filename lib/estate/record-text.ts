import { parseGrantLine } from "../delegation/grant-line.ts";
import { PLAN_ID_PATTERN, VERSION_PATTERN } from "../delegation/identifiers.ts";
import type { RecordedOffer, RecordedPlan } from "../delegation/recorded-version.ts";
import { reasonOfText } from "../documents/decode-text.ts";
import { parseYaml } from "../documents/yaml.ts";
import { yamlText } from "../documents/yaml-text.ts";
import { compareText } from "../values/compare-text.ts";
import { isObject } from "../values/json-object.ts";
import type { Path } from "../values/path.ts";
import { failed, type Result, success } from "../values/result.ts";

const NOTE = [
  "# Written by keeper publish and keeper synth. Commit it: what was published, and what customers have, keeps",
  "# its meaning. Ids alone: principals and roles, one grant a line.",
  "",
].join("\n");

/** Why a text is not a record of an offer. */
export interface RecordProblem {
  readonly path: Path;
  /** A clause whose subject is the record. */
  readonly problem: string;
  readonly received: string;
}

type Decoded<T> = Result<T, RecordProblem>;

/** The text of an offer's record: the same bytes for the same versions. */
export function formatRecord(offer: string, plans: RecordedOffer): string {
  return NOTE + yamlText({ offer, plans }, Number.POSITIVE_INFINITY);
}

/** Reads the text of an offer's record. Refuses what keeper does not write. */
export function parseRecord(text: string, offer: string): Decoded<RecordedOffer> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return refused([], `cannot be read: ${reasonOfText(parsed.error)}`, "the file");
  const { value } = parsed;
  if (!isObject(value) || value["offer"] !== offer)
    return refused(["offer"], `is not of offer ${offer}`, isObject(value) ? value["offer"] : "the file");
  const { offer: _, plans, ...others } = value;
  if (!isObject(plans) || Object.keys(others).length > 0)
    return refused([], "has other parts than offer and plans", Object.keys(others)[0] ?? plans);
  const entries = Object.entries(plans).map(([id, plan]) => [id, decodedPlan(id, plan)] as const);
  const broken = entries.find(([, plan]) => !plan.ok)?.[1];
  if (broken !== undefined && !broken.ok) return broken;
  return success(Object.fromEntries(entries.flatMap(([id, plan]) => (plan.ok ? [[id, plan.value]] : []))));
}

function decodedPlan(id: string, plan: unknown): Decoded<RecordedPlan> {
  const path = ["plans", id];
  if (!PLAN_ID_PATTERN.test(id) || !isObject(plan)) return refused(path, "has no plan here", id);
  const { visibility, versions, ...others } = plan;
  if (visibility !== "public" && visibility !== "private")
    return refused([...path, "visibility"], "has neither public nor private here", visibility);
  if (!isObject(versions) || Object.keys(others).length > 0)
    return refused(path, "has other parts than visibility and versions here", Object.keys(others)[0]);
  for (const [number, lines] of Object.entries(versions)) {
    const problem = wrongLines(lines);
    if (!VERSION_PATTERN.test(number) || problem !== undefined)
      return refused(
        [...path, "versions", number, ...(problem?.at ?? [])],
        "has no grants here",
        problem?.received ?? number,
      );
  }
  return success({ visibility, versions: versions as RecordedPlan["versions"] });
}

function wrongLines(lines: unknown): { readonly at: Path; readonly received: unknown } | undefined {
  if (!Array.isArray(lines)) return { at: [], received: lines };
  const index = lines.findIndex((line) => typeof line !== "string" || parseGrantLine(line) === undefined);
  if (index >= 0) return { at: [index], received: lines[index] };
  const unsorted = lines.findIndex(
    (line, at) => at > 0 && compareText(String(lines[at - 1]), String(line)) >= 0,
  );
  return unsorted < 0 ? undefined : { at: [unsorted], received: "a line out of order, or twice" };
}

function refused(
  path: Path,
  problem: string,
  received: unknown,
): { readonly ok: false; readonly error: RecordProblem } {
  const shown = typeof received === "string" ? received : (JSON.stringify(received) ?? "nothing");
  return failed({ path, problem, received: shown });
}
