/*
 * The part of the language of ARM's template expressions that keeper's templates use: texts in single quotes, calls, and
 * properties of what a call returns. Anything else is refused.
 */

/** A parsed expression. */
export type Expression =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "call"; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: "property"; readonly of: Expression; readonly name: string };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z][A-Za-z0-9]*)|([(),.]))/y;

interface Token {
  readonly text: string | undefined;
  readonly name: string | undefined;
  readonly sign: string | undefined;
}

/** Parses an expression without its brackets; undefined where it is not in this part of the language. */
export function parseExpression(source: string): Expression | undefined {
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const parser = new Parser(tokens);
  const expression = parser.expression();
  return parser.isAtEnd ? expression : undefined;
}

function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = source.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) return undefined;
    tokens.push({ text: match[1]?.replaceAll("''", "'"), name: match[2], sign: match[3] });
  }
  return tokens;
}

/** A recursive descent; a method returns undefined where the tokens are no expression. */
class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  expression(): Expression | undefined {
    let expression = this.#primary();
    while (expression !== undefined && this.#takes(".")) {
      const name = this.#tokens[this.#next++]?.name;
      expression = name === undefined ? undefined : { kind: "property", of: expression, name };
    }
    return expression;
  }

  #primary(): Expression | undefined {
    const token = this.#tokens[this.#next++];
    if (token?.text !== undefined) return { kind: "text", value: token.text };
    if (token?.name === undefined || !this.#takes("(")) return undefined;
    const parts = this.#parts();
    return parts && { kind: "call", name: token.name, parts };
  }

  #parts(): Expression[] | undefined {
    const parts: Expression[] = [];
    if (this.#takes(")")) return parts;
    for (;;) {
      const part = this.expression();
      if (part === undefined) return undefined;
      parts.push(part);
      if (this.#takes(")")) return parts;
      if (!this.#takes(",")) return undefined;
    }
  }

  #takes(sign: string): boolean {
    if (this.#tokens[this.#next]?.sign !== sign) return false;
    this.#next++;
    return true;
  }
}
