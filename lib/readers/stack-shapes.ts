import type { CustomerAccess } from "../delegation/access-side.ts";
import type { Read } from "./problem.ts";
import { readStack } from "./stack.ts";
import { StackShape } from "./stack-shape.ts";

/** Shapes that are kept; fleets have a few. */
const MOST_SHAPES = 32;

/** Reads stacks as `readStack` does, remembering what it has read: most of two outputs is the same. */
export class StackShapes {
  #shapes: StackShape[] = [];
  /** Stacks that have no shape, by their customers. */
  readonly #others = new Map<string, { readonly text: string; readonly read: Read<CustomerAccess> }>();

  /** Exactly what `readStack` gives for the same stack. */
  read(customer: string, text: string): Read<CustomerAccess> {
    const shaped = this.#shaped(customer, text);
    if (shaped !== undefined) return shaped;
    const before = this.#others.get(customer);
    if (before?.text === text) return before.read;
    const read = readStack(customer, text);
    const shape = read.ok ? StackShape.of(customer, text, read.value) : undefined;
    if (shape === undefined) this.#others.set(customer, { text, read });
    else this.#keep(shape);
    // by its shape from the first on: so the others are known to be like it
    return this.#shaped(customer, text) ?? read;
  }

  #shaped(customer: string, text: string): Read<CustomerAccess> | undefined {
    for (const shape of this.#shapes) {
      const access = shape.read(customer, text);
      if (access === undefined) continue;
      this.#keep(shape);
      return { ok: true, value: access };
    }
    return undefined;
  }

  /** The last used comes first, and the one goes that was not used for longest. */
  #keep(shape: StackShape): void {
    if (this.#shapes[0] === shape) return;
    this.#shapes = [shape, ...this.#shapes.filter((each) => each !== shape)].slice(0, MOST_SHAPES);
  }
}
