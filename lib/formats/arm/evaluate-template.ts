import { armGuid } from "../../delegation/arm-guid.ts";
import { isObject } from "../../values/json-object.ts";
import { own } from "../../values/own.ts";
import { type Expression, parseExpression } from "./template-expression.ts";
import { expressionOf, literalOf } from "./template-text.ts";

/** Where a template is deployed, and with what. */
export interface TemplateContext {
  readonly subscriptionId: string;
  /** Values of parameters, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Variables of the template, not evaluated. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an expression cannot be evaluated for; the text says why. */
export class TemplateRefusal extends Error {}

/**
 * Evaluates every text of a value, as ARM does.
 *
 * @throws {TemplateRefusal} Where an expression fails, or is not among those that keeper's templates have.
 */
export function evaluated(value: unknown, context: TemplateContext): unknown {
  if (typeof value === "string") {
    const source = expressionOf(value);
    if (source === undefined) return literalOf(value);
    const expression = parseExpression(source);
    if (expression === undefined) throw new TemplateRefusal(`the expression ${value} is not known`);
    return evaluate(expression, context);
  }
  if (Array.isArray(value)) return value.map((each) => evaluated(each, context));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, evaluated(each, context)]));
}

function evaluate(expression: Expression, context: TemplateContext): unknown {
  if (expression.kind === "text") return expression.value;
  if (expression.kind === "property") {
    const of = evaluate(expression.of, context);
    const value = isObject(of) ? own(of, expression.name) : undefined;
    if (value === undefined) throw new TemplateRefusal(`there is no property ${expression.name}`);
    return value;
  }
  const call = own(FUNCTIONS, expression.name);
  if (call === undefined) throw new TemplateRefusal(`the function ${expression.name} is not known`);
  return call(expression.parts, context);
}

type TemplateFunction = (parts: readonly Expression[], context: TemplateContext) => unknown;

/** Azure's reference of template functions describes each. */
const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  // the branch that is not taken is not evaluated
  if: ([test, yes, no], context) => {
    const branch = partOf(test, context) === true ? yes : no;
    return partOf(branch, context);
  },
  equals: ([a, b], context) => partOf(a, context) === partOf(b, context),
  toLower: ([text], context) => textOf(text, context).toLowerCase(),
  subscription: (_, { subscriptionId }) => ({ subscriptionId }),
  json: ([text], context) => {
    const source = textOf(text, context);
    try {
      return JSON.parse(source);
    } catch {
      throw new TemplateRefusal(`json() was given ${JSON.stringify(source)}`);
    }
  },
  variables: ([name], context) => {
    const variable = own(context.variables, textOf(name, context));
    if (variable === undefined) throw new TemplateRefusal("there is no such variable");
    return evaluated(variable, context);
  },
  parameters: ([name], context) => {
    const parameter = own(context.parameters, textOf(name, context));
    if (parameter === undefined) throw new TemplateRefusal("there is no such parameter");
    return parameter;
  },
  guid: (parts, context) => armGuid(...parts.map((each) => textOf(each, context))),
  subscriptionResourceId: (parts, context) => {
    const [subscription = "", type = "", name = ""] = parts.map((each) => textOf(each, context));
    return `/subscriptions/${subscription}/providers/${type}/${name}`;
  },
};

function partOf(part: Expression | undefined, context: TemplateContext): unknown {
  if (part === undefined) throw new TemplateRefusal("a function has too few arguments");
  return evaluate(part, context);
}

function textOf(part: Expression | undefined, context: TemplateContext): string {
  const value = partOf(part, context);
  if (typeof value !== "string") throw new TemplateRefusal("a function needs a text");
  return value;
}
