/**
 * The door for tests of an estate: `azure-lighthouse-keeper/testing`. It works with vitest, with Jest, and with
 * neither.
 *
 * @module azure-lighthouse-keeper/testing
 */

export { accessOfStack } from "./access-of-stack.ts";
export { loadEstate } from "./load-estate.ts";
export { type MatcherAnswer, matchers } from "./matchers.ts";
export type {
  CustomerUnderTest,
  EstateUnderTest,
  ExpectedGrant,
  GrantUnderTest,
  KeeperMatchers,
} from "./under-test.ts";
