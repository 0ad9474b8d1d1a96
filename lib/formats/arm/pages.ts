import { documentProblem, type Problem, type Read, refusal } from "../../documents/problem.ts";
import { isObject } from "../../values/json-object.ts";
import type { Path } from "../../values/path.ts";
import { failed, success } from "../../values/result.ts";
import { ELIGIBLE_UNKNOWN_ALLOWED } from "./api-version.ts";

/** Resources of one page, with the position of their list in the document. */
export interface Page {
  readonly path: Path;
  readonly resources: readonly unknown[];
  /** Names of unknown properties beside the list. */
  readonly unknown: readonly string[];
}

const SHAPES = "a list of resources, a REST answer { value: [...] }, or a list of such answers";

/**
 * Splits a document into pages: a list of resources, or one or more REST answers. Answers are pages, or one for each
 * subscription. Refuses rows of Azure Resource Graph, and an answer whose next page is missing. Also refuses an answer
 * with an unknown property that may name a next page.
 */
export function pagesOf(document: unknown): Read<readonly Page[]> {
  if (isGraphAnswer(document)) return fromResourceGraph([]);
  if (isAnswer(document)) return answersOf([document], []);
  if (!Array.isArray(document)) return refusal("value-not-allowed", [], "is not a list", document, SHAPES);
  if (document.some(isGraphAnswer)) return fromResourceGraph([document.findIndex(isGraphAnswer)]);
  if (document.length > 0 && document.every(isAnswer)) return answersOf(document, undefined);
  const row = document.findIndex(isGraphRow);
  return row === -1 ? success([{ path: [], resources: document, unknown: [] }]) : fromResourceGraph([row]);
}

type Answer = Readonly<Record<string, unknown>> & { readonly value: unknown };

function isAnswer(document: unknown): document is Answer {
  return isObject(document) && Object.hasOwn(document, "value") && !Object.hasOwn(document, "id");
}

/** @param path that of a single answer. @default - the index of each in a list */
function answersOf(answers: readonly Answer[], path: Path | undefined): Read<readonly Page[]> {
  const problems: Problem[] = [];
  const pages = answers.flatMap((answer, index): Page[] => {
    const at = path ?? [index];
    problems.push(...answerProblems(answer, answers[index + 1], at));
    const unknown = Object.keys(besideList(answer));
    return Array.isArray(answer.value) ? [{ path: [...at, "value"], resources: answer.value, unknown }] : [];
  });
  if (problems.length > 0) return failed(problems);
  const row = pages.find(({ resources }) => resources.some(isGraphRow));
  return row === undefined ? success(pages) : fromResourceGraph(row.path);
}

function besideList({
  value: _value,
  nextLink: _nextLink,
  ...rest
}: Answer): Readonly<Record<string, unknown>> {
  return rest;
}

/** Names that may say that the list is not whole. A number of resources does not. */
const MAY_BE_CUT = /next|skip|contin|token|cursor|error|truncat|more/i;

function answerProblems(answer: Answer, next: Answer | undefined, at: Path): Problem[] {
  const problems: Problem[] = [];
  const { value, nextLink } = answer;
  if (!Array.isArray(value))
    problems.push(
      documentProblem("value-not-allowed", [...at, "value"], "is not a list", value, "a list of resources"),
    );
  for (const [name, received] of Object.entries(besideList(answer)))
    if (MAY_BE_CUT.test(name))
      problems.push(
        documentProblem(
          "part-unknown",
          [...at, name],
          "may say that the list is not whole",
          received,
          "value, nextLink",
        ),
      );
  if (!isFollowed(nextLink, next))
    problems.push(
      documentProblem(
        "value-not-allowed",
        [...at, "nextLink"],
        "names a page that is missing",
        nextLink,
        "no further page",
      ),
    );
  return problems;
}

const SUBSCRIPTION = /\/subscriptions\/([0-9a-f-]{36})\//i;

/** Whether the next answer can be the page of a link. Its resources are then in the link's subscription. */
function isFollowed(nextLink: unknown, next: Answer | undefined): boolean {
  if (nextLink === undefined || nextLink === null || nextLink === "") return true;
  if (typeof nextLink !== "string" || next === undefined || !Array.isArray(next.value)) return false;
  const subscription = SUBSCRIPTION.exec(nextLink)?.[1]?.toLowerCase();
  return next.value.every((each) => isObject(each) && subscriptionIn(each["id"]) === subscription);
}

function subscriptionIn(id: unknown): string | undefined {
  return typeof id === "string" ? SUBSCRIPTION.exec(id)?.[1]?.toLowerCase() : undefined;
}

/** Answers of Resource Graph, and of `az graph query`, hold `data`. */
function isGraphAnswer(document: unknown): boolean {
  return isObject(document) && Object.hasOwn(document, "data") && !Object.hasOwn(document, "id");
}

/** Rows of Resource Graph have columns for tenant and subscription, and types in lower case. */
function isGraphRow(resource: unknown): boolean {
  if (!isObject(resource)) return false;
  const { type } = resource;
  const isLowerCase = typeof type === "string" && type.startsWith("microsoft.");
  return isLowerCase || Object.hasOwn(resource, "subscriptionId") || Object.hasOwn(resource, "tenantId");
}

function fromResourceGraph(path: Path): Read<never> {
  const problem = "comes from Azure Resource Graph, which does not show whether access is eligible";
  return refusal("eligible-unknown", path, problem, undefined, ELIGIBLE_UNKNOWN_ALLOWED);
}
