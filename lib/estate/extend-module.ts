import { isDeepStrictEqual } from "node:util";
import { type CodeValue, codeText, propertyText } from "../documents/code-text.ts";
import { isNode, nodesIn, propertyName, type SyntaxNode, statementsOf } from "./module-syntax.ts";
import { appended, type Splice, spliced } from "./splice-list.ts";

/** What is added to a customer's module. */
export interface ModuleAddition {
  readonly subscriptions: Readonly<Record<string, string>>;
  readonly delegations: readonly AddedDelegation[];
}

/** A delegation that is added to a customer's module. */
export interface AddedDelegation {
  readonly offer: string;
  /**
   * The offer's module as the customer's file imports it, and a free name for it. Undefined where the offer is data.
   */
  readonly module: { readonly from: string; readonly name: string } | undefined;
  /** Everything else of the delegation. */
  readonly terms: { readonly [key: string]: CodeValue };
}

const PACKAGE = "azure-lighthouse-keeper";
const DEFINE_DELEGATION = "defineDelegation";

/**
 * Text of a customer's TypeScript module with more subscriptions and delegations. Text is inserted; everything else
 * stays, comments included. Undefined where its default export is not a plain literal of these parts. Examples are a call
 * of other functions, a variable, a spread, or a computed name.
 *
 * @param present numbers of subscriptions and delegations that the module was seen to define
 */
export function extendedModule(
  text: string,
  addition: ModuleAddition,
  present: { readonly subscriptions: number; readonly delegations: number },
): string | undefined {
  const before = literalParts(text);
  if (before === undefined) return undefined;
  const { subscriptions, delegations } = before;
  if (subscriptions.items.length !== present.subscriptions) return undefined;
  if (delegations.items.length !== present.delegations) return undefined;
  const offers = new OfferImports(text, before.statements);
  const delegated = addition.delegations.map((each) => (indent: string) => offers.codeOf(each, indent));
  const listed = Object.entries(addition.subscriptions).map(
    ([name, id]) =>
      (indent: string) =>
        propertyText(name, id, indent),
  );
  const splices = [appended(text, subscriptions, listed), appended(text, delegations, delegated)];
  if (splices.includes(undefined)) return undefined;
  const edited = spliced(text, [...splices.flatMap((each) => each ?? []), ...offers.splices()]);
  const after = literalParts(edited);
  const isExact =
    after !== undefined &&
    after.rest === before.rest &&
    isDeepStrictEqual(textsOf(text, subscriptions), textsOf(edited, after.subscriptions, listed.length)) &&
    isDeepStrictEqual(textsOf(text, delegations), textsOf(edited, after.delegations, delegated.length));
  return isExact ? edited : undefined;
}

/** A list or map in a module: its brackets and what is in it. */
interface LiteralList {
  readonly node: SyntaxNode;
  readonly items: readonly SyntaxNode[];
}

interface LiteralParts {
  readonly statements: readonly SyntaxNode[];
  readonly subscriptions: LiteralList;
  readonly delegations: LiteralList;
  /** The text of all other properties. */
  readonly rest: string;
}

/** The parts of a module whose default export is a plain literal. */
function literalParts(text: string): LiteralParts | undefined {
  const statements = statementsOf(text, "refused");
  const exported = statements?.find(({ type }) => type === "ExportDefaultDeclaration");
  if (statements === undefined || exported === undefined) return undefined;
  const object = customerLiteral(exported["declaration"], statements);
  if (object === undefined) return undefined;
  const properties = nodesIn(object["properties"]);
  const names = properties.map(propertyName);
  if (names.includes(undefined) || new Set(names).size < names.length) return undefined;
  const partOf = (name: string) => properties[names.indexOf(name)]?.["value"];
  const subscriptions = mapIn(partOf("subscriptions"));
  const delegations = arrayIn(partOf("delegations"));
  if (subscriptions === undefined || delegations === undefined) return undefined;
  const others = properties.filter((_, index) => !/^(subscriptions|delegations)$/.test(names[index] ?? ""));
  const rest = others.map((each) => slice(text, each)).join("\n");
  return { statements, subscriptions, delegations, rest };
}

/** The object in `{…}` or `defineCustomer({…})`, also with `satisfies` or `as` behind it. */
function customerLiteral(value: unknown, statements: readonly SyntaxNode[]): SyntaxNode | undefined {
  if (!isNode(value)) return undefined;
  switch (value.type) {
    case "ObjectExpression":
      return value;
    case "TSSatisfiesExpression":
    case "TSAsExpression":
      return customerLiteral(value["expression"], statements);
    case "CallExpression": {
      const { callee } = value;
      const [argument, ...others] = nodesIn(value["arguments"]);
      const ours = localName("defineCustomer", statements);
      const isOurs = ours !== undefined && nameOf(callee) === ours;
      const isLiteral = argument?.type === "ObjectExpression" && others.length === 0;
      return isOurs && isLiteral ? argument : undefined;
    }
    default:
      return undefined;
  }
}

function mapIn(value: unknown): LiteralList | undefined {
  if (!isNode(value) || value.type !== "ObjectExpression") return undefined;
  const items = nodesIn(value["properties"]);
  return items.some((each) => propertyName(each) === undefined) ? undefined : { node: value, items };
}

function arrayIn(value: unknown): LiteralList | undefined {
  if (!isNode(value) || value.type !== "ArrayExpression" || !Array.isArray(value["elements"]))
    return undefined;
  const items = nodesIn(value["elements"]);
  const isPlain =
    items.length === value["elements"].length && items.every(({ type }) => type !== "SpreadElement");
  return isPlain ? { node: value, items } : undefined;
}

function slice(text: string, { start, end }: SyntaxNode): string {
  return text.slice(start ?? 0, end ?? 0);
}

/** The texts of a list's items, without the last ones. */
function textsOf(text: string, { items }: LiteralList, without: number = 0): string[] {
  return items.slice(0, items.length - without).map((each) => slice(text, each));
}

function importsFrom(source: string, statements: readonly SyntaxNode[]): SyntaxNode[] {
  return statements.filter((each) => {
    const from = each["source"];
    return (
      each.type === "ImportDeclaration" &&
      each["importKind"] !== "type" &&
      isNode(from) &&
      from["value"] === source
    );
  });
}

/** Name under which a module imports a function of keeper's. Undefined where it does not import it. */
function localName(imported: string, statements: readonly SyntaxNode[]): string | undefined {
  const specifiers = importsFrom(PACKAGE, statements).flatMap((each) => nodesIn(each["specifiers"]));
  const found = specifiers.find(
    (each) =>
      each.type === "ImportSpecifier" && isNode(each["imported"]) && each["imported"]["name"] === imported,
  );
  return found === undefined ? undefined : nameOf(found["local"]);
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && typeof value["name"] === "string" ? value["name"] : undefined;
}

/** The offset where the line of an offset ends, before its line break. */
function endOfLine(text: string, offset: number): number {
  return offset + text.slice(offset).search(/\r?\n|$/);
}

/** Writes added delegations, and collects the imports that they need. */
class OfferImports {
  readonly #text: string;
  readonly #statements: readonly SyntaxNode[];
  readonly #added = new Map<string, string>();
  #needsFunction = false;

  constructor(text: string, statements: readonly SyntaxNode[]) {
    this.#text = text;
    this.#statements = statements;
  }

  codeOf({ offer, module, terms }: AddedDelegation, indent: string): string {
    const data = codeText({ offer, ...terms }, indent, 1_000);
    if (module === undefined) return data;
    const functionName = localName(DEFINE_DELEGATION, this.#statements) ?? this.#functionToImport();
    if (functionName === undefined) return data;
    return `${functionName}(${this.#offerName(module)}, ${codeText(terms, indent, 1_000)})`;
  }

  splices(): Splice[] {
    const last = this.#statements.findLast(({ type }) => type === "ImportDeclaration");
    const specifier = this.#lastSpecifier();
    const imports = [...this.#added].map(([from, name]) => `\nimport ${name} from ${JSON.stringify(from)};`);
    const at = endOfLine(this.#text, last?.end ?? 0);
    return [
      ...(imports.length === 0 ? [] : [{ start: at, end: at, text: imports.join("") }]),
      ...(this.#needsFunction && specifier?.end
        ? [{ start: specifier.end, end: specifier.end, text: `, ${DEFINE_DELEGATION}` }]
        : []),
    ];
  }

  /** The name of keeper's function where an import can get it. */
  #functionToImport(): string | undefined {
    const isFree = !new RegExp(`\\b${DEFINE_DELEGATION}\\b`).test(this.#text);
    if (!isFree || this.#lastSpecifier() === undefined) return undefined;
    this.#needsFunction = true;
    return DEFINE_DELEGATION;
  }

  #lastSpecifier(): SyntaxNode | undefined {
    const [found] = importsFrom(PACKAGE, this.#statements);
    return nodesIn(found?.["specifiers"]).findLast(({ type }) => type === "ImportSpecifier");
  }

  #offerName({ from, name }: NonNullable<AddedDelegation["module"]>): string {
    const specifiers = importsFrom(from, this.#statements).flatMap((each) => nodesIn(each["specifiers"]));
    const present = specifiers.find(({ type }) => type === "ImportDefaultSpecifier");
    const known = nameOf(present?.["local"]) ?? this.#added.get(from);
    if (known !== undefined) return known;
    this.#added.set(from, name);
    return name;
  }
}
