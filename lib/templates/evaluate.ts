import { isObject } from "../values/json-object.ts";
import { own } from "../values/own.ts";
import { Arguments, type Functions } from "./arguments.ts";
import { COLLECTION_FUNCTIONS } from "./collection-functions.ts";
import { copiedProperties } from "./copies.ts";
import { type Expression, parseExpression } from "./expression.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";
import type { TemplateScope } from "./scope.ts";
import { KnownWhenDeployed, REFUSED_FUNCTIONS, SCOPE_FUNCTIONS } from "./scope-functions.ts";
import { expressionOf, literalOf } from "./template-text.ts";
import { TEXT_FUNCTIONS } from "./text-functions.ts";
import { VALUE_FUNCTIONS } from "./value-functions.ts";
import { nameIn } from "./values.ts";

const PLAIN_FUNCTIONS: Functions = { ...TEXT_FUNCTIONS, ...COLLECTION_FUNCTIONS, ...VALUE_FUNCTIONS };

/** Functions whose result is read by its properties alone. The deployment knows more of it than keeper does. */
const READ_BY_PART = new Set(["subscription", "tenant", "resourcegroup"]);

/**
 * Evaluates every text in a value of a template. Loops over properties are evaluated where the place allows them.
 *
 * @param loops whether objects may have a `copy` that makes properties
 */
export function evaluateValue(
  value: unknown,
  scope: TemplateScope,
  at: TemplatePlace,
  loops = false,
): unknown {
  return scope.budget.deeper(at, () => {
    if (typeof value === "string") return evaluateText(value, scope, at);
    if (Array.isArray(value))
      return value.map((each, index) => evaluateValue(each, scope, inside(at, index), loops));
    if (!isObject(value)) return value;
    const copied = loops ? copiedProperties(value, scope, at, evaluateValue) : {};
    const plain = Object.entries(value).filter(([name]) => !(loops && isCopy(name)));
    return {
      ...Object.fromEntries(
        plain.map(([name, each]) => {
          const place = inside(at, name);
          if (expressionOf(name) !== undefined)
            refuse("part-unknown", place, "has an expression as its name, which is not evaluated");
          return [name, evaluateValue(each, scope, place, loops)];
        }),
      ),
      ...copied,
    };
  });
}

function isCopy(name: string): boolean {
  return name.toLowerCase() === "copy";
}

/** Evaluates a text: an expression in brackets, or itself. */
function evaluateText(text: string, scope: TemplateScope, at: TemplatePlace): unknown {
  const source = expressionOf(text);
  const value = source === undefined ? literalOf(text) : evaluateSource(source, scope, at);
  const isEscaped = source === undefined && scope.secondEvaluation === "of-escaped-texts";
  if (
    scope.secondEvaluation !== "none" &&
    !isEscaped &&
    typeof value === "string" &&
    expressionOf(value) !== undefined
  )
    refuse(
      "value-not-allowed",
      at,
      "gives a text in brackets inside another template, which Azure may evaluate again",
    );
  return value;
}

function evaluateSource(source: string, scope: TemplateScope, at: TemplatePlace): unknown {
  const parsed = parseExpression(source);
  if (!parsed.ok) return refuse("expression-malformed", at, parsed.error);
  return evaluate(parsed.value, scope, at);
}

function evaluate(expression: Expression, scope: TemplateScope, at: TemplatePlace): unknown {
  if (expression.kind === "literal") return expression.value;
  return scope.budget.deeper(at, () => {
    if (expression.kind === "part") return partOf(expression, scope, at);
    if (READ_BY_PART.has(expression.name.toLowerCase()))
      refuse(
        "known-when-deployed",
        at,
        `uses ${expression.name}() as a whole: only its properties are known`,
      );
    return call(expression, scope, at);
  });
}

function call(
  { name, parts }: Extract<Expression, { kind: "call" }>,
  scope: TemplateScope,
  at: TemplatePlace,
): unknown {
  const key = name.toLowerCase();
  // the branch that is not taken is not evaluated
  if (key === "if") return branch(name, parts, scope, at);
  const plain = own(PLAIN_FUNCTIONS, key);
  const scoped = own(SCOPE_FUNCTIONS, key);
  const { least, most = least } = plain ?? scoped ?? unknownFunction(name, at);
  if (parts.length < least || parts.length > most) wrongNumber(name, parts.length, { least, most }, at);
  const values = parts.map((each) => evaluate(each, scope, at));
  const args = new Arguments(name, values, scope.budget, at);
  return plain === undefined ? scoped?.run(args, scope) : plain.run(args);
}

function branch(
  name: string,
  parts: readonly Expression[],
  scope: TemplateScope,
  at: TemplatePlace,
): unknown {
  const [test, yes, no] = parts;
  if (test === undefined || yes === undefined || no === undefined || parts.length > 3)
    return wrongNumber(name, parts.length, { least: 3, most: 3 }, at);
  const isYes = new Arguments(name, [evaluate(test, scope, at)], scope.budget, at).boolean(0);
  return evaluate(isYes ? yes : no, scope, at);
}

function unknownFunction(name: string, at: TemplatePlace): never {
  const key = name.toLowerCase();
  const reason =
    own(REFUSED_FUNCTIONS, key) ?? (/^list/.test(key) ? REFUSED_FUNCTIONS["reference"] : undefined);
  refuse("function-unknown", at, `calls ${name}(), which ${reason ?? "is not evaluated here"}`);
}

function wrongNumber(
  name: string,
  number: number,
  { least, most }: { readonly least: number; readonly most: number },
  at: TemplatePlace,
): never {
  const taken = least === most ? `${least}` : `${least} to ${most}`;
  refuse("argument-not-allowed", at, `calls ${name}() with ${number} arguments: it takes ${taken}`);
}

function partOf(
  { of, key }: Extract<Expression, { kind: "part" }>,
  scope: TemplateScope,
  at: TemplatePlace,
): unknown {
  const container =
    of.kind === "call" ? scope.budget.deeper(at, () => call(of, scope, at)) : evaluate(of, scope, at);
  const step = evaluate(key, scope, at);
  const value = valueAt(container, step, at);
  if (!(value instanceof KnownWhenDeployed)) return value;
  return refuse("known-when-deployed", at, `needs ${value.what}, which only the deployment knows`, value.fix);
}

function valueAt(container: unknown, step: unknown, at: TemplatePlace): unknown {
  if (Array.isArray(container)) {
    const length = container.length;
    if (typeof step !== "number" || !Object.hasOwn(container, step))
      refuse("name-unknown", at, `reads element ${String(step)} of an array of ${length}`);
    return container[step];
  }
  if (!isObject(container) || typeof step !== "string")
    return refuse(
      "value-not-allowed",
      at,
      `reads ${JSON.stringify(step)} of something that has no such parts`,
    );
  const name = nameIn(container, step);
  if (name === undefined)
    refuse("name-unknown", at, `reads the property ${JSON.stringify(step)}, which does not exist`);
  return container[name];
}
