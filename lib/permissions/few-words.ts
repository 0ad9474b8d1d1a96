import { compareText } from "../roles/compare-text.ts";
import type { Effort } from "./effort.ts";
import { intersect } from "./intersect.ts";
import type { Pattern } from "./pattern.ts";
import { exampleOf, isWithin, samplesOf, subtractAll, type Term, tidy } from "./term.ts";

/** A term with an operation of it; null where none was found in reasonable time. */
export interface Missing extends Term {
  readonly example: string | null;
}

/**
 * The same operations, all of them and no others, in few words: no term and no exception can be left out. Whether
 * patterns that nobody wrote would do with fewer is not asked.
 */
export function inFewWords(terms: readonly Missing[], effort: Effort): readonly Missing[] {
  let told = withoutIdleWords(widest(terms), effort);
  for (;;) {
    const fewer = withoutIdleWords(widest(withInnerExceptions(told, effort)), effort);
    if (wordsOf(fewer) >= wordsOf(told)) return told;
    told = fewer;
  }
}

/** How many patterns it takes to write terms down. */
function wordsOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { except }) => sum + 1 + except.length, 0);
}

function withoutIdleWords(terms: readonly Missing[], effort: Effort): readonly Missing[] {
  let told = terms;
  for (;;) {
    const fewer = withFewerTerms(withFewerExceptions(told, effort), effort);
    if (wordsOf(fewer) === wordsOf(told)) return told;
    told = fewer;
  }
}

/** Without exceptions of what is said all the same. */
function withFewerExceptions(terms: readonly Missing[], effort: Effort): Missing[] {
  return terms.map((term) => {
    let { except } = term;
    for (const left of term.except) {
      const fewer = { ...term, except: except.filter((each) => each !== left) };
      // most exceptions have an operation that says at once that they are needed
      const isNeeded = samplesOf(left).some((each) => isHeldBy([fewer], each) && !isHeldBy(terms, each));
      if (!isNeeded && isSaidBy(terms, fewer, effort)) except = fewer.except;
    }
    return { ...term, except };
  });
}

/** Without terms whose operations are all among those of the others; the most involved ones go first. */
function withFewerTerms(terms: readonly Missing[], effort: Effort): Missing[] {
  const dropped = new Set<Missing>();
  for (const term of [...terms].sort((a, b) => lengthOf(b) - lengthOf(a))) {
    const others = terms.filter((each) => each !== term && !dropped.has(each));
    const isOwn = term.example !== null && !isHeldBy(others, term.example);
    if (!isOwn && isSaidBy(others, term, effort)) dropped.add(term);
  }
  return terms.filter((each) => !dropped.has(each));
}

function lengthOf({ pattern, except }: Term): number {
  return except.reduce((sum, each) => sum + each.text.length, pattern.text.length);
}

/** Leaves out less: of what one term leaves out, only what another one that speaks of it leaves out too. */
function withInnerExceptions(terms: readonly Missing[], effort: Effort): Missing[] {
  return terms.map((term) => {
    let wider: Term = term;
    for (const left of term.except) {
      const others = wider.except.filter((each) => each !== left);
      const fits = (inner: readonly Pattern[]) => {
        const candidate = { pattern: term.pattern, except: [...others, ...inner] };
        return isSaidBy([candidate], wider, effort) && isSaidBy(terms, candidate, effort);
      };
      const inner = leftOutOf(left, term, terms).find(fits);
      if (inner !== undefined) wider = tidy({ pattern: term.pattern, except: [...others, ...inner] });
    }
    return { ...term, except: wider.except };
  });
}

/** What each other term that speaks of `left` leaves out of it. */
function leftOutOf(left: Pattern, term: Term, terms: readonly Term[]): (readonly Pattern[])[] {
  return terms
    .filter((each) => each !== term && intersect(each.pattern, left))
    .map(({ except }) => except.filter((each) => intersect(each, left)));
}

/** Whether every operation of a term is one of these terms'. Where that cannot be told, it is not. */
function isSaidBy(terms: readonly Term[], term: Term, effort: Effort): boolean {
  const said = terms
    .filter(({ pattern }) => intersect(pattern, term.pattern))
    .map(({ pattern, except }) => ({ allowed: [pattern], taken: except }));
  if (said.length === 0) return false;
  const rest = subtractAll(term, said);
  return rest?.every((each) => exampleOf(each, effort).kind === "none") ?? false;
}

/** Whether an operation is one of these terms'. */
function isHeldBy(terms: readonly Term[], operation: string): boolean {
  return terms.some(
    ({ pattern, except }) => pattern.matches(operation) && !except.some((each) => each.matches(operation)),
  );
}

function widest(terms: readonly Missing[]): Missing[] {
  const kept: Missing[] = [];
  for (const term of [...terms].sort((a, b) => order(a, b))) {
    if (!kept.some((each) => isWithin(term, each))) kept.push(term);
  }
  const outermost = kept.filter(
    (term, index) => !kept.some((other, at) => at > index && isWithin(term, other)),
  );
  return outermost.sort((a, b) => order(a, b));
}

function order(a: Missing, b: Missing): number {
  return compareText(a.pattern.text, b.pattern.text) || a.except.length - b.except.length;
}
