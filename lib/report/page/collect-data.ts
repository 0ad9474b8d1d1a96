import { subscriptionOfScope } from "../../delegation/scope.ts";
import type { AccessReview, CustomerChange } from "../../review/access-change.ts";
import { shorten } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { whereabouts } from "../review/describe-review.ts";
import { markdownReview } from "../review/markdown.ts";
import { customerText } from "../review/names.ts";
import { scopeText } from "../review/where.ts";
import { gradeText } from "../review/wording.ts";
import { subscriptionLabel } from "../summary/labels.ts";
import { lineText, meaningLines } from "../summary/line-text.ts";
import type { SummaryLine } from "../summary/summary-line.ts";
import { COLUMN_NAMES, type MatrixPower, type MatrixRow, MatrixRows } from "./access-matrix.ts";
import { Numbered } from "./numbered.ts";
import { NumberedTexts } from "./numbered-texts.ts";
import type { PageChange, PageCustomer, PageData, PageMatrix, PagePower, TextNumber } from "./page-data.ts";

/** Numbers of texts, in the order of their first use. */
type NumberOf = (text: string) => TextNumber;

/** Everything that the page's script searches and draws. */
export function collectPageData(
  review: AccessReview,
  lines: readonly SummaryLine[],
  context: ReportContext,
): PageData {
  const texts = new NumberedTexts();
  const { numberOf } = texts;
  const matrices = new Matrices(context, numberOf);
  const changes = new Numbered<PageChange>();
  const linesOf = linesByCustomer(lines);
  const byId = new Map(review.customers.map((each) => [each.customer, each]));
  // the riskiest first
  const customers = review.groups
    .flatMap((group) => group.customers.flatMap((id) => byId.get(id) ?? []))
    .map((customer): PageCustomer => {
      const { matrix, scopes } = matrices.of(customer);
      const change: PageChange = {
        grade: customer.grade,
        title: numberOf(gradeText(customer)),
        lines: linesOf.get(customer.customer) ?? [],
        matrix,
      };
      return [
        changes.numberOf(JSON.stringify(change), () => change),
        numberOf(shorten(customer.customer)),
        numberOf(customerText(customer.customer, context.directory)),
        numberOf(whereabouts(customer, context).join("; ")),
        ...scopes,
      ];
    });
  return {
    compared: review.compared,
    lines: lines.map((line) => [lineText(line), ...meaningLines(line)].map(numberOf)),
    changes: changes.all,
    customers,
    matrices: matrices.all,
    markdown: markdownReview(review, context),
    texts: texts.all(),
  };
}

function linesByCustomer(lines: readonly SummaryLine[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { number, customers } of lines)
    for (const customer of customers) {
      const own = found.get(customer);
      if (own === undefined) found.set(customer, [number]);
      else own.push(number);
    }
  return found;
}

/** Matrices, each once: fleets have the same access on other scopes. */
class Matrices {
  readonly #matrices = new Numbered<PageMatrix>();
  readonly #context: ReportContext;
  readonly #numberOf: NumberOf;
  readonly #rows: MatrixRows;

  constructor(context: ReportContext, numberOf: NumberOf) {
    this.#context = context;
    this.#numberOf = numberOf;
    this.#rows = new MatrixRows(context);
  }

  get all(): readonly PageMatrix[] {
    return this.#matrices.all;
  }

  of(customer: CustomerChange): { readonly matrix: number; readonly scopes: readonly TextNumber[] } {
    const rows = this.#rows.of(customer);
    const scopes = [...new Set(rows.map(({ scope }) => scope))];
    const matrix = this.#matrixOf(rows, scopes);
    const number = this.#matrices.numberOf(JSON.stringify(matrix), () => matrix);
    return { matrix: number, scopes: scopes.map((scope) => this.#numberOf(this.#scopeText(scope))) };
  }

  #scopeText(scope: string): string {
    const { directory } = this.#context;
    const subscription = subscriptionLabel(subscriptionOfScope(scope), this.#context);
    return `${scopeText(scope, directory)}: ${subscription}`;
  }

  #matrixOf(rows: readonly MatrixRow[], scopes: readonly string[]): PageMatrix {
    const numberOf = this.#numberOf;
    const powerOf = ({ text, operations }: MatrixPower): PagePower => [
      numberOf(text),
      numberOf(operations.join(", ")),
    ];
    // columns that no principal uses say nothing
    const used = COLUMN_NAMES.map((_, at) =>
      rows.some(({ cells }) => cells[at]?.before !== "none" || cells[at]?.after !== "none"),
    );
    return {
      columns: COLUMN_NAMES.filter((_, at) => used[at]).map(numberOf),
      rows: rows.map(({ who, scope, roles, isChanged, cells }) => ({
        who: numberOf(who),
        scope: scopes.indexOf(scope),
        roles: numberOf(roles),
        isChanged,
        cells: cells
          .filter((_, at) => used[at])
          .map(({ sign, before, after, gains, losses, severity }) => ({
            sign,
            before: numberOf(before),
            after: numberOf(after),
            gains: gains.map(powerOf),
            losses: losses.map(powerOf),
            severity: severity === undefined ? -1 : numberOf(severity),
          })),
      })),
    };
  }
}
