import { failed, type Result, success } from "../values/result.ts";

/*
 * Expressions of ARM templates: strings in single quotes, integers, calls, and parts of what a call returns, by name or
 * by index. Source: Azure's documentation, "Syntax and expressions in ARM templates".
 */

/** A parsed expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: "part"; readonly of: Expression; readonly key: Expression };

/** Most characters of an expression; Azure's own limit. */
const LONGEST = 24_576;

/** Deepest nesting of calls and parts. */
const DEEPEST = 100;

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z_][A-Za-z0-9_]*)|([(),.[\]]))/y;

interface Token {
  readonly at: number;
  readonly text: string | undefined;
  readonly integer: string | undefined;
  readonly name: string | undefined;
  readonly sign: string | undefined;
}

/** Parses an expression without its brackets. @returns as failure, the problem as a clause without subject */
export function parseExpression(source: string): Result<Expression, string> {
  if (source.length > LONGEST) return failed(`is longer than ${LONGEST} characters`);
  const tokens = tokensOf(source);
  return typeof tokens === "string" ? failed(tokens) : new Parser(tokens, source.length).whole();
}

function tokensOf(source: string): Token[] | string {
  const tokens: Token[] = [];
  const trimmed = source.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match === null) {
      const at = from + trimmed.slice(from).search(/\S/);
      return `has ${JSON.stringify(trimmed[at])} at character ${at + 1}, which no expression has there`;
    }
    const [whole, text, integer, name, sign] = match;
    const at = from + whole.length - whole.trimStart().length;
    tokens.push({ at, text: text?.replaceAll("''", "'"), integer, name, sign });
  }
  return tokens;
}

/** A parse that ended; the parser's own. */
class Malformed extends Error {}

/** A recursive descent. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Result<Expression, string> {
    try {
      const expression = this.#expression();
      if (this.#next < this.#tokens.length) this.#fail("the end of the expression");
      return success(expression);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return failed(error.message);
    }
  }

  #expression(): Expression {
    if (++this.#depth > DEEPEST) throw new Malformed(`is nested more than ${DEEPEST} levels deep`);
    let expression = this.#primary();
    for (let parts = 0; ; parts++) {
      if (parts > DEEPEST) throw new Malformed(`has more than ${DEEPEST} parts in a row`);
      const key = this.#key();
      if (key === undefined) break;
      expression = { kind: "part", of: expression, key };
    }
    this.#depth--;
    return expression;
  }

  /** The name or index of a part; undefined where no part follows. */
  #key(): Expression | undefined {
    if (this.#takes(".")) {
      const name = this.#tokens[this.#next]?.name;
      if (name === undefined) this.#fail("the name of a property");
      this.#next++;
      if (this.#tokens[this.#next]?.sign === "(")
        throw new Malformed(`calls ${name}() of a namespace: functions of the template itself are not known`);
      return { kind: "literal", value: name };
    }
    if (!this.#takes("[")) return undefined;
    const key = this.#expression();
    if (!this.#takes("]")) this.#fail("]");
    return key;
  }

  #primary(): Expression {
    const token = this.#tokens[this.#next];
    if (token?.text !== undefined) return this.#literal(token.text);
    if (token?.integer !== undefined) {
      const value = Number(token.integer);
      if (!Number.isSafeInteger(value))
        throw new Malformed(`has the integer ${token.integer}, which is too large`);
      return this.#literal(value);
    }
    if (token?.name === undefined) this.#fail("a string in single quotes, an integer or a function");
    this.#next++;
    if (!this.#takes("(")) this.#fail("(");
    return { kind: "call", name: token.name, parts: this.#parts() };
  }

  #literal(value: string | number): Expression {
    this.#next++;
    return { kind: "literal", value };
  }

  #parts(): Expression[] {
    const parts: Expression[] = [];
    if (this.#takes(")")) return parts;
    for (;;) {
      parts.push(this.#expression());
      if (this.#takes(")")) return parts;
      if (!this.#takes(",")) this.#fail(", or )");
    }
  }

  #takes(sign: string): boolean {
    if (this.#tokens[this.#next]?.sign !== sign) return false;
    this.#next++;
    return true;
  }

  #fail(expected: string): never {
    const token = this.#tokens[this.#next];
    const at = (token?.at ?? this.#end) + 1;
    const found = token === undefined ? "the end" : "something else";
    throw new Malformed(`has ${found} at character ${at}, where ${expected} belongs`);
  }
}
