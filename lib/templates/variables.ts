import type { JsonObject } from "../values/json-object.ts";
import { copiedProperties } from "./copies.ts";
import { evaluateValue } from "./evaluate.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";
import type { TemplateScope } from "./scope.ts";
import { nameIn } from "./values.ts";

/** Variables of one template. Each is evaluated when it is used, once. */
export class Variables {
  readonly #declared: JsonObject;
  readonly #at: TemplatePlace;
  readonly #known = new Map<string, unknown>();
  readonly #open = new Set<string>();
  #copied: JsonObject | undefined;

  constructor(declared: JsonObject, at: TemplatePlace) {
    this.#declared = declared;
    this.#at = at;
  }

  /** The value of a variable. @param at where it is used */
  value(wanted: string, scope: TemplateScope, at: TemplatePlace): unknown {
    const name = wanted.toLowerCase() === "copy" ? undefined : nameIn(this.#declared, wanted);
    const key = name ?? wanted.toLowerCase();
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#open.has(key))
      return refuse("refers-to-itself", at, `needs the variable ${wanted} for its own value`);
    this.#open.add(key);
    try {
      const value = name === undefined ? this.#ofLoop(wanted, scope, at) : this.#ofName(name, scope);
      this.#known.set(key, value);
      return value;
    } finally {
      this.#open.delete(key);
    }
  }

  #ofName(name: string, scope: TemplateScope): unknown {
    return evaluateValue(this.#declared[name], scope, inside(this.#at, name), true);
  }

  /** A variable that a loop beside the others makes. */
  #ofLoop(wanted: string, scope: TemplateScope, at: TemplatePlace): unknown {
    this.#copied ??= copiedProperties(this.#declared, scope, this.#at, evaluateValue);
    const name = nameIn(this.#copied, wanted);
    if (name === undefined)
      return refuse(
        "name-unknown",
        at,
        `names the variable ${JSON.stringify(wanted)}, which is not declared`,
      );
    return this.#copied[name];
  }
}
