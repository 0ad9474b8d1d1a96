import { isObject, type JsonObject } from "../values/json-object.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";
import { inLoop, type TemplateScope } from "./scope.ts";

/*
 * Loops of templates. Sources: Azure's documentation, "Resource iteration", "Property iteration" and "Variable iteration
 * in ARM templates".
 */

/** Most iterations of one loop; Azure's own limit. */
const MOST = 800;

/** Evaluates a value in a scope. Passed, so that loops know nothing of the evaluator. */
export type Evaluate = (value: unknown, scope: TemplateScope, at: TemplatePlace, loops?: boolean) => unknown;

/** Properties that the `copy` of an object makes. Each loop makes an array under its name. */
export function copiedProperties(
  holder: JsonObject,
  scope: TemplateScope,
  at: TemplatePlace,
  evaluate: Evaluate,
): JsonObject {
  const key = Object.keys(holder).find((name) => name.toLowerCase() === "copy");
  if (key === undefined) return {};
  const list = holder[key];
  const place = inside(at, key);
  if (!Array.isArray(list)) return refuse("value-not-allowed", place, "is no array of loops");
  return Object.fromEntries(
    list.map((each: unknown, index): [string, unknown] => {
      const loop = inside(place, index);
      if (!isObject(each)) return refuse("value-not-allowed", loop, "is not an object");
      const name = loopName(each, scope, loop, evaluate);
      if (Object.hasOwn(holder, name))
        refuse("value-not-allowed", loop, `makes ${JSON.stringify(name)}, which is there already`);
      const input = inside(loop, "input");
      if (!Object.hasOwn(each, "input")) refuse("value-not-allowed", loop, "has no input");
      const values = Array.from({ length: loopCount(each, scope, loop, evaluate) }, (_, at_) =>
        evaluate(each["input"], inLoop(scope, name, at_, false), input, true),
      );
      return [name, values];
    }),
  );
}

/** Name and iterations of a resource's loop. */
export function resourceLoop(
  copy: unknown,
  scope: TemplateScope,
  at: TemplatePlace,
  evaluate: Evaluate,
): { readonly name: string; readonly count: number } {
  if (!isObject(copy)) return refuse("value-not-allowed", at, "is no loop");
  return { name: loopName(copy, scope, at, evaluate), count: loopCount(copy, scope, at, evaluate) };
}

function loopName(loop: JsonObject, scope: TemplateScope, at: TemplatePlace, evaluate: Evaluate): string {
  const name = evaluate(loop["name"], scope, inside(at, "name"));
  return typeof name === "string" && name !== "" ? name : refuse("value-not-allowed", at, "has no name");
}

function loopCount(loop: JsonObject, scope: TemplateScope, at: TemplatePlace, evaluate: Evaluate): number {
  const count = evaluate(loop["count"], scope, inside(at, "count"));
  if (typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MOST) return count;
  return refuse("value-not-allowed", inside(at, "count"), `is no integer from 0 to ${MOST}`);
}
