import { type Path, pathText } from "../values/path.ts";
import { failed, type Result, success } from "../values/result.ts";
import { acceptanceOf, type DocumentKind, tooLarge } from "./document-kind.ts";
import { excerpt } from "./excerpt.ts";
import { ALLOWED_BY_KIND, type Problem, type ProblemKind } from "./problem.ts";

/** The first problem of a text. It is the only one: the text after it cannot be read. */
export interface TextProblem extends Problem {
  /** Position in the text, in UTF-16 code units; undefined where it is not known. */
  readonly offset?: number;
}

/** Result of reading a text: a value, or exactly one problem. */
export type TextRead<T> = Result<T, readonly [TextProblem]>;

/** Makes the result of a refused text. */
export function refusedText(
  kind: ProblemKind,
  path: Path,
  problem: string,
  received: unknown,
  offset?: number,
): TextRead<never> {
  const found = { kind, path, problem, received: excerpt(received), allowed: ALLOWED_BY_KIND[kind] };
  return failed([offset === undefined ? found : { ...found, offset }]);
}

/** Formats a text's problem as the continuation of "cannot be read:". */
export function reasonOfText([{ path, problem }]: readonly [TextProblem]): string {
  return `${pathText(path) || "it"} ${problem}`;
}

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Decodes a document of a kind and removes a permitted byte order mark. Ill-formed text is refused: replacement
 * characters could make two different names equal.
 */
export function decodeText(bytes: Uint8Array, kind: DocumentKind): TextRead<string> {
  const { encodings, largest } = acceptanceOf(kind);
  if (bytes.length > largest)
    return refusedText("document-too-large", [], tooLarge(kind), `${bytes.length} bytes`);
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    if (encodings === "printed") return decodeUtf16(bytes, utf16);
    return refusedText("part-unknown", [], "is UTF-16: save it as UTF-8", hex(bytes.subarray(0, 2)));
  }
  const text = decodeUtf8(bytes);
  if (!text.ok || !text.value.startsWith(BYTE_ORDER_MARK)) return text;
  if (encodings !== "utf-8") return success(text.value.slice(1));
  const problem = "begins with a byte order mark: save it as UTF-8 without one";
  return refusedText("part-unknown", [], problem, hex(bytes.subarray(0, 3)));
}

/** Decodes a printed document piece by piece, as {@link decodeText} does as a whole. */
export class PieceDecoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #encoding: "UTF-8" | "UTF-16";

  /** @param first the first bytes, with the byte order mark where there is one */
  constructor(first: Uint8Array) {
    const utf16 = utf16Of(first);
    this.#encoding = utf16 === undefined ? "UTF-8" : "UTF-16";
    const labels = { "little-endian": "utf-16le", "big-endian": "utf-16be" } as const;
    // a byte order mark is removed
    this.#decoder = new TextDecoder(utf16 === undefined ? "utf-8" : labels[utf16], { fatal: true });
  }

  /** The text of the next bytes. Without bytes: the end. */
  decode(bytes?: Uint8Array): TextRead<string> {
    try {
      return success(this.#decoder.decode(bytes, { stream: bytes !== undefined }));
    } catch {
      const problem = `is not well-formed ${this.#encoding}: save it as UTF-8`;
      return refusedText("part-unknown", [], problem, "bytes of another encoding");
    }
  }
}

type Utf16 = "little-endian" | "big-endian";

/** Byte order of UTF-16, by its mark; undefined where the mark is missing. No well-formed UTF-8 begins with one. */
function utf16Of([first, second]: Uint8Array): Utf16 | undefined {
  if (first === 0xff && second === 0xfe) return "little-endian";
  return first === 0xfe && second === 0xff ? "big-endian" : undefined;
}

function decodeUtf16(bytes: Uint8Array, order: Utf16): TextRead<string> {
  const problem = "is not well-formed UTF-16: export it again";
  if (bytes.length % 2 !== 0) return refusedText("part-unknown", [], problem, "half a code unit at the end");
  const units = Buffer.from(bytes.subarray(2));
  const text = (order === "little-endian" ? units : units.swap16()).toString("utf16le");
  if (text.isWellFormed()) return success(text);
  return refusedText("part-unknown", [], problem, "half a surrogate pair");
}

function decodeUtf8(bytes: Uint8Array): TextRead<string> {
  try {
    return success(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const at = firstIllFormed(bytes);
    const line = bytes.subarray(0, at).filter((byte) => byte === NEWLINE).length + 1;
    const problem = `is not well-formed UTF-8 in line ${line}: save it as UTF-8`;
    return refusedText("part-unknown", [], problem, hex(bytes.subarray(at, at + 4)));
  }
}

const NEWLINE = 10;

/** Index of the first bytes that are not UTF-8: where decoding and encoding changes them. */
function firstIllFormed(bytes: Uint8Array): number {
  const again = Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  return bytes.findIndex((byte, index) => byte !== again[index]);
}

function hex(bytes: Uint8Array): string {
  return `bytes ${Buffer.from(bytes).toString("hex")}`;
}
