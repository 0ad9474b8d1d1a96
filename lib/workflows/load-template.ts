import { definitionKey } from "../access/access-parts.ts";
import type { FoundDelegations } from "../access/found-delegation.ts";
import { commentedGuids } from "../documents/commented-guids.ts";
import { reasonOfText } from "../documents/decode-text.ts";
import { acceptanceOf, tooLarge } from "../documents/document-kind.ts";
import { type CommentedJson, parseJsonWithComments } from "../documents/json-with-comments.ts";
import { foundInTemplate } from "../formats/arm/found-in-template.ts";
import { REFUSAL_KINDS, type TemplateRefusal } from "../templates/refusal.ts";
import { targetKindOf } from "../templates/target.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { pathText } from "../values/path.ts";
import { attempt, failed, success, take } from "../values/result.ts";
import type { TemplateInput, TemplateValues } from "./template-values.ts";

/** A `$schema` of a template or of its parameters, outside of a text. */
const SCHEMA = /"\$schema"\s*:\s*"[^"\\]*Deployment(?:Template|Parameters)\.json#?"/i;

/** Whether a text looks like an ARM template or its file of parameters. */
export function looksLikeTemplate(text: string): boolean {
  return (
    SCHEMA.test(text) || /"\$schema"\s*:\s*"[^"\\]*\/deployment(?:Template|Parameters)\.json#?"/i.test(text)
  );
}

/** Loads the delegations that a template creates at each subscription that the user names. */
export function loadTemplate(name: string, text: string, input: TemplateInput): Outcome<FoundDelegations> {
  return attempt(function* () {
    if (Buffer.byteLength(text) > acceptanceOf("template").largest)
      return yield* take(failure("refused-document", `${name} ${tooLarge("template")}`, FIX));
    const document = yield* take(parsedTemplate(name, text));
    if (input.choices.resourceGroup !== undefined && targetKindOf(document.value) !== "resourceGroup")
      return yield* take(
        failure(
          "bad-arguments",
          `${name} is deployed into no resource group, and --resource-group names one`,
          "leave out --resource-group, or adopt each template by itself",
        ),
      );
    const found = yield* take(foundInDocument(name, document.value, document.lineOf, input));
    return { ...found, commented: commentedGuids(document) };
  });
}

const FIX = "change the template, or adopt what is deployed: keeper fetch";

function parsedTemplate(name: string, text: string): Outcome<CommentedJson> {
  const parsed = parseJsonWithComments(text);
  if (!parsed.ok)
    return failure(
      "refused-document",
      `${name} is refused: ${reasonOfText(parsed.error)}`,
      "correct it, and adopt again",
    );
  if (targetKindOf(parsed.value.value) !== undefined) return success(parsed.value);
  return failure(
    "refused-document",
    `${name} is not a template: its $schema is that of something else`,
    "name the template, and its file of parameters with --parameters",
  );
}

/**
 * The delegations of a parsed template.
 *
 * @param lineOf line of a path in the template; undefined where it was built from another file
 */
function foundInDocument(
  name: string,
  template: unknown,
  lineOf: CommentedJson["lineOf"] | undefined,
  { choices, values }: TemplateInput,
): Outcome<FoundDelegations> {
  const { subscriptions, resourceGroup, customerTenant: tenantId } = choices;
  const found: FoundDelegations[] = [];
  for (const subscriptionId of subscriptions.length === 0 ? [undefined] : subscriptions) {
    const facts = { tenantId };
    const read = foundInTemplate(template, { subscriptionId, resourceGroup, facts, passed: values.passed });
    if (!read.ok) return refusedTemplate(name, read.error, lineOf, values);
    found.push(read.value);
  }
  return success(together(found));
}

/** Delegations of all subscriptions. What a template puts on one of its own choice is the same each time. */
function together(found: readonly FoundDelegations[]): FoundDelegations {
  const delegations = new Map(
    found
      .flatMap((each) => each.delegations)
      .map((each) => [
        definitionKey(each.definition.subscriptionId, each.definition.registrationDefinitionId),
        each,
      ]),
  );
  const leftOut = new Map(found.flatMap((each) => each.leftOut).map((each) => [JSON.stringify(each), each]));
  return { delegations: [...delegations.values()], leftOut: [...leftOut.values()], subscriptions: new Map() };
}

/** Most refusals that a failure shows. */
const MOST = 5;

function refusedTemplate(
  name: string,
  refusals: readonly TemplateRefusal[],
  lineOf: CommentedJson["lineOf"] | undefined,
  values: TemplateValues,
): Outcome<never> {
  const texts = refusals.map(({ kind, at, problem }) => {
    const isTemplate = at.document === "template";
    const line = isTemplate ? lineOf?.(at.path) : values.lineOf(at.document, at.path);
    const place = `${isTemplate ? name : at.document}${line === undefined ? "" : `:${line}`}`;
    return `${place}: ${pathText(at.path) || "it"} ${problem} (${kind})`;
  });
  const shown = [...new Set(texts)].slice(0, MOST);
  const more = texts.length > shown.length ? `; and ${texts.length - shown.length} more` : "";
  const [first] = refusals;
  const what = first === undefined ? "is refused" : REFUSAL_KINDS[first.kind];
  const fixes = [...new Set(refusals.flatMap(({ fix }) => fix ?? []))];
  return failed({
    kind: "refused-document",
    problem: `${name} ${what}: ${shown.join("; ")}${more}`,
    fix: fixes.length > 0 ? fixes.slice(0, MOST).join("; ") : FIX,
  });
}
