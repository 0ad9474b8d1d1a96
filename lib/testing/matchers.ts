import { grantLines } from "./customer-access.ts";
import { gradeBetween, isNarrowing } from "./grade-between.ts";
import type { CustomerUnderTest, EstateUnderTest, ExpectedGrant } from "./under-test.ts";

/** What a matcher answers, as vitest and Jest expect it. */
export interface MatcherAnswer {
  readonly pass: boolean;
  /** What is said where the answer is not the wanted one. */
  readonly message: () => string;
}

/** Matchers for `expect.extend()`, of vitest or Jest; `KeeperMatchers` says what each means. */
export const matchers: {
  toGrant(received: CustomerUnderTest, expected: ExpectedGrant): MatcherAnswer;
  toAllow(received: CustomerUnderTest, pattern: string): MatcherAnswer;
  toHandOut(received: CustomerUnderTest, pattern: string): MatcherAnswer;
  toNarrow(received: EstateUnderTest, before: EstateUnderTest): MatcherAnswer;
} = {
  toGrant(received: CustomerUnderTest, expected: ExpectedGrant) {
    const found = received.granted(expected);
    const what = JSON.stringify(expected);
    return found.length > 0
      ? { pass: true, message: () => `${received.id} grants ${what}:\n${grantLines(found)}` }
      : { pass: false, message: () => `${received.id} grants no ${what}. It grants:\n${received.inWords()}` };
  },
  toAllow(received: CustomerUnderTest, pattern: string) {
    return answer(received.allows(pattern), `a principal may do ${pattern} at ${received.id}`, received);
  },
  toHandOut(received: CustomerUnderTest, pattern: string) {
    return answer(
      received.mayHandOut(pattern),
      `a principal may hand out ${pattern} at ${received.id}`,
      received,
    );
  },
  toNarrow(received: EstateUnderTest, before: EstateUnderTest) {
    const grade = gradeBetween(before, received);
    const message = () => `the change is ${grade}; keeper review says what it is`;
    return { pass: isNarrowing(grade), message };
  },
};

function answer(pass: boolean, sentence: string, received: CustomerUnderTest): MatcherAnswer {
  const truth = pass ? sentence : `it is not so that ${sentence}`;
  return { pass, message: () => `${truth}. It grants:\n${received.inWords()}` };
}
