import { isNode, nodesIn, type SyntaxNode, statementsOf } from "./module-syntax.ts";

/**
 * Whether a module is plain TypeScript, whose translation is known for certain (plain-typescript.ts). It has imports,
 * types, functions and single bindings.
 */
export function isPlain(source: string): boolean {
  const statements = statementsOf(source, "refused");
  return statements?.every((each) => isPlainStatement(each) && !contains(each, isSpecial)) ?? false;
}

/** Statements at the top of a module that are translated without further conditions. */
const FREE: ReadonlySet<string> = new Set([
  "ImportDeclaration",
  "VariableDeclaration",
  "FunctionDeclaration",
  "ExpressionStatement",
  "IfStatement",
  "ForOfStatement",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
]);

/** Characters that sucrase does not quote in the name of a module. */
const UNQUOTED = /['\\\n]/;

function isPlainStatement({ type, ...node }: SyntaxNode): boolean {
  if (isNode(node["source"]) && UNQUOTED.test(String(node["source"]["value"]))) return false;
  if (type === "ExportDefaultDeclaration") return !isOf(node["declaration"], ["TSDeclareFunction"]);
  if (type !== "ExportNamedDeclaration") return FREE.has(type);
  const { declaration } = node as { readonly declaration?: unknown };
  return !isNode(declaration) || isPlainExport(declaration);
}

/** An exported binding stands alone, under a simple name. */
function isPlainExport(declaration: SyntaxNode): boolean {
  if (declaration.type !== "VariableDeclaration") return FREE.has(declaration.type);
  const [first, ...more] = nodesIn(declaration["declarations"]);
  return more.length === 0 && isOf(first?.["id"], ["Identifier"]);
}

/** Syntax that is more than types, or whose meaning depends on the kind of module. */
const SPECIAL: ReadonlySet<string> = new Set([
  "AwaitExpression",
  "ClassDeclaration",
  "ClassExpression",
  "Decorator",
  "ExportNamespaceSpecifier",
  "Import",
  "ImportAttribute",
  "ImportNamespaceSpecifier",
  "MetaProperty",
  "TSDeclareFunction",
  "TSInstantiationExpression",
  "TSTypeAssertion",
  "ThisExpression",
]);

/** Names that modules of CommonJS know, and those of a translation's own. */
const TAKEN = /^(?:require|exports|module|arguments|jiti.*|_.*)$/;

function isSpecial(node: SyntaxNode): boolean {
  return SPECIAL.has(node.type) || (node.type === "Identifier" && TAKEN.test(String(node["name"])));
}

function isOf(node: unknown, types: readonly string[]): boolean {
  return isNode(node) && types.includes(node.type);
}

/** Whether a node or one in it is of a kind. */
function contains(node: SyntaxNode, isKind: (node: SyntaxNode) => boolean): boolean {
  return (
    isKind(node) ||
    Object.values(node).some((value) =>
      isNode(value) ? contains(value, isKind) : nodesIn(value).some((each) => contains(each, isKind)),
    )
  );
}
