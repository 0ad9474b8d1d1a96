import type { CustomerAccess } from "../../access/access-side.ts";
import type { Read } from "../../documents/problem.ts";
import { success } from "../../values/result.ts";
import { readStack } from "./stack.ts";
import { StackTemplate } from "./stack-template.ts";

/** Templates that are kept; fleets have a few. */
const MOST_TEMPLATES = 32;

/** Reads stacks as `readStack` does, remembering what it has read: most of two outputs is the same. */
export class StackTemplates {
  #templates: StackTemplate[] = [];
  /** Stacks that have no template, by their customers. */
  readonly #others = new Map<string, { readonly text: string; readonly read: Read<CustomerAccess> }>();

  /** Exactly what `readStack` gives for the same stack. */
  read(customer: string, text: string): Read<CustomerAccess> {
    const templated = this.#templated(customer, text);
    if (templated !== undefined) return templated;
    const before = this.#others.get(customer);
    if (before?.text === text) return before.read;
    const read = readStack(customer, text);
    const template = read.ok ? StackTemplate.of(customer, text, read.value) : undefined;
    if (template === undefined) this.#others.set(customer, { text, read });
    else this.#keep(template);
    // by its template from the first on: so the others are known to be like it
    return this.#templated(customer, text) ?? read;
  }

  #templated(customer: string, text: string): Read<CustomerAccess> | undefined {
    for (const template of this.#templates) {
      const access = template.read(customer, text);
      if (access === undefined) continue;
      this.#keep(template);
      return success(access);
    }
    return undefined;
  }

  /** The last used comes first, and the one goes that was not used for longest. */
  #keep(template: StackTemplate): void {
    if (this.#templates[0] === template) return;
    this.#templates = [template, ...this.#templates.filter((each) => each !== template)].slice(
      0,
      MOST_TEMPLATES,
    );
  }
}
