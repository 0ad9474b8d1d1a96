import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "../../lib/documents/decode-text.ts";
import {
  acceptanceOf,
  DOCUMENT_KINDS,
  type DocumentKind,
  type Encodings,
} from "../../lib/documents/document-kind.ts";
import { parseJson } from "../../lib/documents/json.ts";

const BYTE_ORDER_MARK = "\ufeff";

/** How a text can be written. */
const WRITTEN = {
  "UTF-8": (text: string) => Buffer.from(text),
  "UTF-8 with a byte order mark": (text: string) => Buffer.from(BYTE_ORDER_MARK + text),
  "UTF-16LE with a byte order mark": (text: string) => Buffer.from(BYTE_ORDER_MARK + text, "utf16le"),
  "UTF-16BE with a byte order mark": (text: string) =>
    Buffer.from(BYTE_ORDER_MARK + text, "utf16le").swap16(),
} as const;

/** Which of them each choice of encodings accepts. */
const ACCEPTED: Readonly<Record<Encodings, readonly (keyof typeof WRITTEN)[]>> = {
  "utf-8": ["UTF-8"],
  "utf-8-or-bom": ["UTF-8", "UTF-8 with a byte order mark"],
  printed: [
    "UTF-8",
    "UTF-8 with a byte order mark",
    "UTF-16LE with a byte order mark",
    "UTF-16BE with a byte order mark",
  ],
};

const kinds = Object.keys(DOCUMENT_KINDS) as DocumentKind[];

// one mark is how a text is written, a second one is of the text
const anyText = fc
  .string({ unit: "binary" })
  .filter((text) => text.isWellFormed() && !text.startsWith(BYTE_ORDER_MARK));

test.each(kinds)(
  "decodeText gives back every text of the kind %s in what it accepts, and refuses the rest",
  (kind) => {
    const accepted = ACCEPTED[acceptanceOf(kind).encodings];
    fc.assert(
      fc.property(anyText, fc.constantFrom(...Object.entries(WRITTEN)), (text, [name, write]) => {
        const read = decodeText(write(text), kind);
        if (accepted.includes(name as keyof typeof WRITTEN)) expect(read).toEqual({ ok: true, value: text });
        else expect(read).toMatchObject({ ok: false, error: [{ kind: "part-unknown", path: [] }] });
      }),
    );
  },
);

test("what other tools print may be UTF-16, definitions may have a byte order mark, all else is plain UTF-8", () => {
  const of = (encodings: Encodings) => kinds.filter((kind) => acceptanceOf(kind).encodings === encodings);
  expect(of("printed")).toEqual([
    "plan-or-state",
    "template",
    "arm-list",
    "activity-log",
    "member-lists",
    "role-list",
    "read-back",
    "durations",
    "platform-approvals",
  ]);
  expect(of("utf-8-or-bom")).toEqual(["assertion", "definition"]);
});

test.each<[string, number[], string]>([
  ["a byte that begins nothing", [0x61, 0x0a, 0xff, 0x62], "in line 2"],
  ["Latin-1", [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72], "in line 1"],
  ["a character that is cut off", [0x61, 0xe2, 0x82], "in line 1"],
  ["a continuation by itself", [0x80], "in line 1"],
  ["an overlong slash", [0xc0, 0xaf], "in line 1"],
  ["an overlong zero", [0xe0, 0x80, 0x80], "in line 1"],
  ["half a surrogate pair", [0xed, 0xa0, 0x80], "in line 1"],
  ["a surrogate pair in six bytes", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], "in line 1"],
  ["a character beyond the last one", [0xf4, 0x90, 0x80, 0x80], "in line 1"],
  ["five bytes for one character", [0xf8, 0x88, 0x80, 0x80, 0x80], "in line 1"],
])("decodeText refuses UTF-8 with %s, in every kind", (_, bytes, place) => {
  for (const kind of kinds)
    expect(decodeText(Uint8Array.from(bytes), kind)).toMatchObject({
      ok: false,
      error: [{ problem: expect.stringMatching(`^is not well-formed UTF-8 ${place}: save it as UTF-8$`) }],
    });
});

test("decodeText shows the bytes that are no UTF-8, and takes the character that stands for lost ones", () => {
  expect(decodeText(Buffer.from("a\ufffdb"), "policy")).toEqual({ ok: true, value: "a\ufffdb" });
  const bytes = Buffer.concat([Buffer.from("a\ufffdb "), Buffer.from("M\xfcller", "latin1")]);
  expect(decodeText(bytes, "policy")).toMatchObject({ error: [{ received: "bytes fc6c6c65" }] });
});

test.each<[string, string]>([
  ["half a surrogate pair", "fffe3dd8"],
  ["the other half first", "fffe00de3dd8"],
  ["half a code unit", "fffe610062"],
  ["half a surrogate pair in the other order", "feffd83d"],
  ["half a code unit in the other order", "feff00"],
])("decodeText refuses UTF-16 with %s", (_, hex) => {
  expect(decodeText(Buffer.from(hex, "hex"), "arm-list")).toMatchObject({
    ok: false,
    error: [{ problem: expect.stringMatching(/^is not well-formed UTF-16/) }],
  });
});

test("UTF-16 without a byte order mark is not guessed: its zeros stay, which no JSON has", () => {
  const read = decodeText(Buffer.from("{}", "utf16le"), "arm-list");
  expect(read).toEqual({ ok: true, value: "{\0}\0" });
  expect(parseJson("{\0}\0")).toMatchObject({ ok: false });
});

test.each(kinds.filter((kind) => acceptanceOf(kind).largest <= 2 ** 25))(
  "decodeText refuses more bytes than a document of the kind %s may have",
  (kind) => {
    const { largest } = acceptanceOf(kind);
    const bytes = Buffer.alloc(largest + 1, "€".repeat(1024));
    const read = decodeText(bytes, kind);
    expect(read).toMatchObject({
      ok: false,
      error: [
        {
          kind: "document-too-large",
          problem: expect.stringMatching(/^is larger than \d+ [KM]iB, the limit for /),
        },
      ],
    });
    expect(decodeText(Buffer.alloc(largest, "x"), kind).ok).toBe(true);
  },
);
