import type { AccessChange, AccessReview, CustomerChange } from "../../review/access-change.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import { forTerminal } from "../escape.ts";
import type { ReportContext } from "./context.ts";
import { tell } from "./tell-change.ts";
import { CHANGE_WORDS, gradeText } from "./wording.ts";

type Level = "none" | "note" | "warning" | "error";

const GRADE_LEVELS = {
  none: "none",
  cosmetic: "note",
  narrowing: "note",
  broadening: "warning",
  mixed: "warning",
} satisfies Record<Grade, Level>;

const FLAG_LEVELS = {
  "lock-out": "error",
  interruption: "error",
  "refused-role": "error",
  offboarding: "warning",
  onboarding: "warning",
} satisfies Record<Flag, Level>;

const LEVELS: readonly Level[] = ["none", "note", "warning", "error"];

/** SARIF 2.1.0 (OASIS): a rule for every kind of change, a result for every change of every customer. */
export function sarifReview(review: AccessReview, context: ReportContext): string {
  const kinds = Object.keys(CHANGE_WORDS) as AccessChange["kind"][];
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "lighthouse-keeper",
            rules: kinds.map((kind) => ({ id: kind, shortDescription: { text: CHANGE_WORDS[kind].title } })),
          },
        },
        results: review.customers.flatMap((customer) =>
          customer.changes.map((change) => result(customer, change, kinds, context)),
        ),
      },
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function result(
  { customer }: CustomerChange,
  change: AccessChange,
  kinds: readonly AccessChange["kind"][],
  { labels, sourceOf }: ReportContext,
): object {
  const { sign, line, details } = tell(change, labels);
  const text = [`${customer}: ${gradeText(change)}: ${sign} ${line}`, ...details].join("\n");
  const source = sourceOf(customer);
  return {
    ruleId: change.kind,
    ruleIndex: kinds.indexOf(change.kind),
    level: levelOf(change),
    // viewers show messages as Markdown or plain text; nothing of a user's may be unseen in either
    message: { text: text.split("\n").map(forTerminal).join("\n") },
    locations: [
      {
        ...(source === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: source.file.split("/").map(encodeURIComponent).join("/") },
                region: { startLine: Math.max(1, source.line) },
              },
            }),
        logicalLocations: [{ name: customer, fullyQualifiedName: `${customer}/${change.subscriptionId}` }],
      },
    ],
    properties: { grade: change.grade, flags: change.flags },
  };
}

function levelOf({ grade, flags }: AccessChange): Level {
  const levels = [GRADE_LEVELS[grade], ...flags.map((flag) => FLAG_LEVELS[flag])];
  return levels.reduce((most, each) => (LEVELS.indexOf(each) > LEVELS.indexOf(most) ? each : most));
}
