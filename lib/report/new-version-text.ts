import { command } from "./drift/shell.ts";
import { forTerminal } from "./escape.ts";
import { count, firstOf } from "./phrases.ts";

/** A plan with a next version, as a report shows it. */
export interface ReportedVersion {
  readonly offer: string;
  readonly plan: string;
  readonly file: string;
  readonly restored: readonly string[];
  readonly base: string;
  readonly next: string;
}

/** Written versions as a report shows them. */
export interface ReportedVersions {
  readonly written: readonly ReportedVersion[];
  readonly unwritten: readonly (ReportedVersion & { readonly why: string })[];
  readonly differing: readonly string[];
}

/** Most versions of one line. */
const MOST = 5;

/** Restored and written versions in words, the manual edits, and what to do next. */
export function newVersionText({ written, unwritten, differing }: ReportedVersions): string {
  const lines = [
    ...written.map(writtenLine),
    ...unwritten.flatMap(handLines),
    ...(differing.length === 0
      ? []
      : [
          `${count(differing.length, "recorded version")} still grant something else: ${firstOf(differing, MOST).join(", ")}`,
        ]),
    ...written.map(({ offer, plan, next }) => `then: ${command("keeper", "publish", offer, plan, next)}`),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

function writtenLine({ offer, plan, file, restored, base, next }: ReportedVersion): string {
  const name = `${offer}/${plan}@${next}`;
  if (restored.length === 0) return `${file}: ${name} is a copy of ${base}: edit it there`;
  return `${file}: ${name} has the edit, and ${restored.join(", ")} ${restored.length === 1 ? "grants" : "grant"} what the record says again`;
}

function handLines({
  offer,
  plan,
  file,
  restored,
  base,
  next,
  why,
}: ReportedVersion & { readonly why: string }): string[] {
  return [
    `${file} is left as it is, because ${why}. By hand:`,
    `  write the text of ${offer}/${plan}@${base} again as version "${next}"`,
    ...restored.map((number) => `  write in ${number} what published/${offer}.yaml records for it`),
  ];
}
