import { compareText } from "../values/compare-text.ts";
import { intersect } from "./intersect.ts";
import type { Pattern } from "./pattern.ts";
import type { Effort } from "./search.ts";
import { exampleOf, isWithin, samplesOf, subtractAll, type Term, tidy } from "./term.ts";

/** A term with one operation of it; null where the search was given up. */
export interface TermWithExample extends Term {
  readonly example: string | null;
}

/**
 * Rewrites terms to exactly the same operations without redundant terms and exceptions. Irredundant, not proven
 * shortest: only patterns that occur in the input are used.
 */
export function minimized(terms: readonly TermWithExample[], effort: Effort): readonly TermWithExample[] {
  // every term is compared with every other
  if (!effort.spend(terms.length ** 2)) return terms;
  let least = irredundant(widest(terms), effort);
  for (;;) {
    const smaller = irredundant(widest(withInnerExceptions(least, effort)), effort);
    if (sizeOf(smaller) >= sizeOf(least)) return least;
    least = smaller;
  }
}

/** Number of patterns that the terms consist of. */
function sizeOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { except }) => sum + 1 + except.length, 0);
}

function irredundant(terms: readonly TermWithExample[], effort: Effort): readonly TermWithExample[] {
  let least = terms;
  for (;;) {
    const smaller = withFewerTerms(withFewerExceptions(least, effort), effort);
    if (sizeOf(smaller) === sizeOf(least)) return least;
    least = smaller;
  }
}

/** Removes exceptions whose operations another term includes. */
function withFewerExceptions(terms: readonly TermWithExample[], effort: Effort): TermWithExample[] {
  const size = sizeOf(terms);
  return terms.map((term) => {
    let { except } = term;
    for (const left of term.except) {
      // every sample is matched with every pattern
      if (!effort.spend(samplesOf(left).length * size)) break;
      const fewer = { ...term, except: except.filter((each) => each !== left) };
      // fast path: a sample operation shows that most exceptions are needed
      const isNeeded = samplesOf(left).some((each) => isIn([fewer], each) && !isIn(terms, each));
      if (!isNeeded && isCovered(terms, fewer, effort)) except = fewer.except;
    }
    return { ...term, except };
  });
}

/** Removes terms that the others cover, the longest first. */
function withFewerTerms(terms: readonly TermWithExample[], effort: Effort): TermWithExample[] {
  const dropped = new Set<TermWithExample>();
  const size = sizeOf(terms);
  for (const term of [...terms].sort((a, b) => lengthOf(b) - lengthOf(a))) {
    if (!effort.spend(size)) break;
    const others = terms.filter((each) => each !== term && !dropped.has(each));
    const isOwn = term.example !== null && !isIn(others, term.example);
    if (!isOwn && isCovered(others, term, effort)) dropped.add(term);
  }
  return terms.filter((each) => !dropped.has(each));
}

function lengthOf({ pattern, except }: Term): number {
  return except.reduce((sum, each) => sum + each.text.length, pattern.text.length);
}

/**
 * Narrows exceptions that another term partly includes. Only the part that both terms except remains. The union of all
 * terms stays the same.
 */
function withInnerExceptions(terms: readonly TermWithExample[], effort: Effort): TermWithExample[] {
  const size = sizeOf(terms);
  return terms.map((term) => {
    let wider: Term = term;
    for (const left of term.except) {
      if (!effort.spend(size)) break;
      const others = wider.except.filter((each) => each !== left);
      const fits = (inner: readonly Pattern[]) => {
        const candidate = { pattern: term.pattern, except: [...others, ...inner] };
        return isCovered([candidate], wider, effort) && isCovered(terms, candidate, effort);
      };
      const inner = leftOutOf(left, term, terms).find(fits);
      if (inner !== undefined) wider = tidy({ pattern: term.pattern, except: [...others, ...inner] });
    }
    return { ...term, except: wider.except };
  });
}

/** For each other term that overlaps `left`: its exceptions that overlap `left`. */
function leftOutOf(left: Pattern, term: Term, terms: readonly Term[]): (readonly Pattern[])[] {
  return terms
    .filter((each) => each !== term && intersect(each.pattern, left))
    .map(({ except }) => except.filter((each) => intersect(each, left)));
}

/** Whether the terms include every operation of a term. False where the search was given up. */
function isCovered(terms: readonly Term[], term: Term, effort: Effort): boolean {
  if (!effort.spend(terms.length)) return false;
  const said = terms
    .filter(({ pattern }) => intersect(pattern, term.pattern))
    .map(({ pattern, except }) => ({ actions: [pattern], notActions: except }));
  if (said.length === 0) return false;
  const rest = subtractAll(term, said, effort);
  return rest?.every((each) => exampleOf(each, effort).kind === "none") ?? false;
}

/** Whether one of the terms includes an operation. */
function isIn(terms: readonly Term[], operation: string): boolean {
  return terms.some(
    ({ pattern, except }) => pattern.matches(operation) && !except.some((each) => each.matches(operation)),
  );
}

function widest(terms: readonly TermWithExample[]): TermWithExample[] {
  const kept: TermWithExample[] = [];
  for (const term of [...terms].sort((a, b) => order(a, b))) {
    if (!kept.some((each) => isWithin(term, each))) kept.push(term);
  }
  const outermost = kept.filter(
    (term, index) => !kept.some((other, at) => at > index && isWithin(term, other)),
  );
  return outermost.sort((a, b) => order(a, b));
}

function order(a: TermWithExample, b: TermWithExample): number {
  return compareText(a.pattern.text, b.pattern.text) || a.except.length - b.except.length;
}
