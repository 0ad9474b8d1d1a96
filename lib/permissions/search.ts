import { DEAD, type Pattern } from "./pattern.ts";

/**
 * Step limit of all searches of one comparison. Takes about a second, 100 times what deciding about built-in roles
 * needs.
 */
const MOST_STEPS = 5_000_000;

/** Step budget of one comparison. Hostile patterns must neither take minutes nor fill the memory. */
export class Effort {
  readonly #steps: number;
  #left: number;
  #about = "";
  #exhaustedBy: string | undefined;
  #wording: Effort | undefined;

  constructor(steps: number = MOST_STEPS) {
    this.#steps = steps;
    this.#left = steps;
  }

  /** What exhausted the budget, as {@link about} names it; undefined while steps are left. */
  get exhaustedBy(): string | undefined {
    return this.#exhaustedBy;
  }

  /** Steps that are left; negative beyond the budget. */
  get left(): number {
    return this.#left;
  }

  /** Steps that were asked for so far, beyond the budget too. */
  get spent(): number {
    return this.#steps - this.#left;
  }

  /**
   * A second budget, half of the first, for saying in fewer words what was decided. Some built-in roles need a hundred
   * times more steps for that than for deciding. Exhausting it makes an answer longer, and never takes one away.
   */
  get wording(): Effort {
    this.#wording ??= new Effort(Math.floor(this.#steps / 2));
    return this.#wording;
  }

  /** Names what the next steps are for. */
  about(subject: string): void {
    this.#about = subject;
  }

  /** Takes steps from the budget. False where it is exhausted. */
  spend(steps: number): boolean {
    this.#left -= steps;
    if (this.#left >= 0) return true;
    this.#exhaustedBy ??= this.#about;
    return false;
  }
}

/** Characters for examples where any character matches. */
const PLAIN = "xyzabcdefghijklmnopqrstuvw0123456789/.-_";

/** Result of a search: an operation, none, or given up. */
export type Search =
  | { readonly kind: "found"; readonly operation: string }
  | { readonly kind: "none" }
  | { readonly kind: "given-up" };

/**
 * Finds the shortest string that matches every pattern of `all` and none of `none`. Searches breadth-first over the
 * product of their automata. Characters that no pattern distinguishes count as one.
 */
export function searchOperation(all: readonly Pattern[], none: readonly Pattern[], effort: Effort): Search {
  const patterns = [...all, ...none];
  const states = patterns.map((pattern) => pattern.start);
  const reached = new Set([states.join()]);
  let layer: readonly Step[] = [{ states, before: undefined, character: "" }];
  while (layer.length > 0) {
    const found = layer.find((step) => isWanted(step.states, all, none));
    if (found !== undefined) return { kind: "found", operation: spelled(found) };
    layer = layer
      .flatMap((step) => stepsFrom(step, all, none))
      .filter(({ states: to }) => {
        const key = to.join();
        return !reached.has(key) && reached.add(key);
      });
    if (!effort.spend(layer.length * patterns.length)) return { kind: "given-up" };
  }
  return { kind: "none" };
}

function stepsFrom(before: Step, all: readonly Pattern[], none: readonly Pattern[]): Step[] {
  const patterns = [...all, ...none];
  return tellingCharacters(before.states, patterns)
    .map((character) => ({ states: walk(before.states, patterns, character), before, character }))
    .filter(({ states }) => !isHopeless(states, all, none));
}

interface Step {
  readonly states: readonly number[];
  readonly before: Step | undefined;
  readonly character: string;
}

function walk(states: readonly number[], patterns: readonly Pattern[], character: string): number[] {
  return states.map((state, index) =>
    state === DEAD ? DEAD : (patterns[index]?.next(state, character) ?? DEAD),
  );
}

function isWanted(states: readonly number[], all: readonly Pattern[], none: readonly Pattern[]): boolean {
  const accepts = (pattern: Pattern, state: number | undefined) =>
    state !== undefined && state !== DEAD && pattern.accepts(state);
  return (
    all.every((pattern, index) => accepts(pattern, states[index])) &&
    !none.some((pattern, index) => accepts(pattern, states[all.length + index]))
  );
}

function isHopeless(states: readonly number[], all: readonly Pattern[], none: readonly Pattern[]): boolean {
  return (
    all.some((_, index) => states[index] === DEAD) ||
    none.some((pattern, index) => {
      const state = states[all.length + index] ?? DEAD;
      return state !== DEAD && pattern.acceptsAll(state);
    })
  );
}

/** Every character that some pattern distinguishes in its state, and one that none does. */
function tellingCharacters(states: readonly number[], patterns: readonly Pattern[]): string[] {
  const telling = new Set<string>();
  states.forEach((state, index) => {
    if (state === DEAD) return;
    // by code units, as the patterns match
    for (const character of (patterns[index]?.telling(state) ?? "").split("")) telling.add(character);
  });
  return [plainCharacter(telling), ...[...telling].sort()];
}

function plainCharacter(telling: ReadonlySet<string>): string {
  for (const character of PLAIN) if (!telling.has(character)) return character;
  let code = 0x4e00;
  while (telling.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}

function spelled(step: Step): string {
  let text = "";
  for (let at: Step | undefined = step; at !== undefined; at = at.before) text = at.character + text;
  return text;
}
