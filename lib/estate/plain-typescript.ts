import { transform } from "sucrase";
import { isPlain } from "./plain-syntax.ts";

/*
 * Definitions are plain TypeScript: imports, types, and calls with values. Sucrase translates such a file ten times as fast
 * as Babel, which took half of a verb's start. Any other file is left to Babel.
 */

/** Where sucrase marks a module of CommonJS. Imports follow, so that modules in a circle find it marked. */
const MARKED = 'Object.defineProperty(exports, "__esModule", {value: true});';

/** Texts that only a translation may contain. In a literal or comment they would be taken for its own. */
const OWN = [MARKED, "require("];

/** An import as sucrase writes it, with the copy of its default export. */
const IMPORTED =
  /(?:var (?<name>_\w+) = )?require\('(?:[^'\\\n]|\\.)+'\);(?: ?var \w+ = _interopRequireDefault\(\k<name>\);)?/g;

/**
 * Translates a module of plain TypeScript to the form that jiti runs. This is CommonJS that imports by `jitiImport`.
 * Lines stay where they are.
 *
 * @returns undefined for a module that is not plain, or has an error: Babel translates it, or says what is wrong
 */
export function plainTypeScript(source: string): string | undefined {
  if (OWN.some((text) => source.includes(text)) || !isPlain(source)) return undefined;
  const { code } = transform(source, { transforms: ["typescript", "imports"], disableESTransforms: true });
  const [before = "", after = ""] = code.split(MARKED);
  // imports come first, wherever they are written
  const imports: string[] = [];
  const rest = after.replace(IMPORTED, (found) => {
    imports.push(found.replace("require(", "await jitiImport("));
    return "";
  });
  return `${before}${MARKED}${imports.join("")}${rest}`;
}
