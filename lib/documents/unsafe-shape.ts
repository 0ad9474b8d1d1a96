import type { Path } from "../values/path.ts";

/** Deeper than any document of ours, and no deeper than recursion goes. */
const DEEPEST = 200;

interface Step {
  readonly value: object;
  readonly key: string | number;
  readonly above: Step | undefined;
  readonly depth: number;
}

/**
 * Where a document has what a schema would pass over in silence or not survive: a key `__proto__`, which zod leaves out
 * of records, while others who read the document take it for a name; or a part that is nested too deeply to be read.
 */
export function findUnsafeShape(
  document: unknown,
): { readonly path: Path; readonly what: "prototype" | "depth" } | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const open: Step[] = [{ value: document, key: "", above: undefined, depth: 0 }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.depth > DEEPEST) return { path: pathOf(step), what: "depth" };
    const { value } = step;
    if (!Array.isArray(value) && Object.hasOwn(value, "__proto__"))
      return { path: [...pathOf(step), "__proto__"], what: "prototype" };
    openBelow(step, open);
  }
  return undefined;
}

function openBelow(above: Step, open: Step[]): void {
  const { value, depth } = above;
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name];
    if (typeof inner !== "object" || inner === null) continue;
    open.push({ value: inner, key: Array.isArray(value) ? Number(name) : name, above, depth: depth + 1 });
  }
}

function pathOf(step: Step): Path {
  const path: (string | number)[] = [];
  for (let at: Step | undefined = step; at?.above !== undefined; at = at.above) path.unshift(at.key);
  return path.slice(0, DEEPEST);
}
