import type { NextVersion, NextVersions, NotWritten, UnwrittenVersion } from "../delegation/next-version.ts";
import { command } from "../values/shell-word.ts";
import { forTerminal } from "./escape.ts";
import { count, firstOf } from "./phrases.ts";

/** Most versions of one line. */
const MOST = 5;

/** Restored and written versions in words, the manual edits, and what to do next. */
export function newVersionText({ written, unwritten, differing }: NextVersions): string {
  const lines = [
    ...written.map(writtenLine),
    ...unwritten.flatMap(handLines),
    ...(differing.length === 0
      ? []
      : [
          `${count(differing.length, "recorded version")} still ${differing.length === 1 ? "grants" : "grant"} something else: ${firstOf(differing, MOST).join(", ")}`,
        ]),
    ...written.map(({ offer, plan, next }) => `then: ${command("keeper", "publish", offer, plan, next)}`),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

function writtenLine({ offer, plan, file, restored, base, next }: NextVersion): string {
  const name = `${offer}/${plan}@${next}`;
  if (restored.length === 0) return `${file}: ${name} is a copy of ${base}: edit it there`;
  return `${file}: ${name} has the edit, and ${restored.join(", ")} ${restored.length === 1 ? "grants" : "grant"} what the record says again`;
}

function handLines({ offer, plan, file, restored, base, next, why, texts }: UnwrittenVersion): string[] {
  return [
    `${file} is left as it is, because ${notWrittenText(why, offer)}. By hand:`,
    `  write the text of ${offer}/${plan}@${base} again as version "${next}"`,
    ...(texts.length === 0
      ? restored.map((number) => `  write in ${number} what published/${offer}.yaml records for it`)
      : texts.flatMap(({ version, text }) => [
          `  then write version "${version}" as published/${offer}.yaml records it:`,
          ...text
            .trimEnd()
            .split("\n")
            .map((line) => `    ${line}`),
        ])),
  ];
}

/** Why a next version has to be written by hand, as a clause. */
export function notWrittenText(why: NotWritten, offer: string): string {
  switch (why.kind) {
    case "no-literal":
      return "its versions or its managing tenant are not literals there";
    case "not-defined":
      return "a recorded version is not defined any more";
    case "unknown-principal":
      return `the managing tenant of offer ${offer} has no principal with the object id ${why.objectId}`;
  }
}
