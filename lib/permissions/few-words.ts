import type { Effort } from "./effort.ts";
import { covers } from "./intersect.ts";
import type { Pattern } from "./pattern.ts";
import { exampleOf, isWithin, subtractAll, type Term } from "./term.ts";

/** A term with an operation of it; null where none was found in reasonable time. */
export interface Missing extends Term {
  readonly example: string | null;
}

/** The same operations, all of them and no others, as few terms with few exceptions. */
export function inFewWords(terms: readonly Missing[], effort: Effort): Missing[] {
  return widest(withFewerExceptions(widest(terms), effort));
}

/** What one term leaves out and another one says is not left out. */
function withFewerExceptions(terms: readonly Missing[], effort: Effort): Missing[] {
  const said = terms.map(({ pattern, except }) => ({ allowed: [pattern], taken: except }));
  const isSaid = (term: Term) =>
    subtractAll(term, said)?.every((rest) => exampleOf(rest, effort).kind === "none") ?? false;
  return terms.map((term) => {
    let { except } = term;
    for (const left of term.except) {
      const others = except.filter((each) => each !== left);
      const shorter = [[], ...leftOutWithin(left, term, terms)].find((inner) =>
        isSaid({ pattern: term.pattern, except: [...others, ...inner] }),
      );
      if (shorter !== undefined) except = [...others, ...shorter];
    }
    return { ...term, except };
  });
}

/** What terms that are about nothing but `left` leave out of it. */
function leftOutWithin(left: Pattern, term: Term, terms: readonly Term[]): (readonly Pattern[])[] {
  return terms
    .filter(({ pattern }) => covers(pattern, left) && covers(term.pattern, pattern))
    .map(({ except }) => except)
    .filter((except) => except.every((each) => covers(left, each)));
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
  return a.pattern.text < b.pattern.text
    ? -1
    : a.pattern.text > b.pattern.text
      ? 1
      : a.except.length - b.except.length;
}
