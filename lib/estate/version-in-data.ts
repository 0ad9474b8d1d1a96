import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import { parsedYaml } from "../documents/yaml.ts";
import { yamlText } from "../documents/yaml-text.ts";
import { nodeInData } from "./locate-data.ts";
import type { PlanEdit, RestoredVersion } from "./plan-edit.ts";
import { type Splice, spliced } from "./splice-list.ts";

/** The text of a version in YAML or JSON; undefined where there is none. */
export function versionInData(text: string, plan: string, version: string): string | undefined {
  const range = valueRange(text, pairOf(versionsOf(text, plan), version));
  return range && text.slice(range.start, range.end);
}

/** An offer's data file with edited plans: comments elsewhere stay. Undefined where a part is not a map, or an alias. */
export function dataWithVersions(text: string, edits: readonly PlanEdit[]): string | undefined {
  const splices = edits.map((edit) => splicesOf(text, edit));
  if (splices.includes(undefined)) return undefined;
  return spliced(
    text,
    splices.flatMap((each) => each ?? []),
  );
}

function splicesOf(
  text: string,
  { plan, restored, base, next, written: version }: PlanEdit,
): Splice[] | undefined {
  const versions = versionsOf(text, plan);
  const last = valueRange(text, versions?.items.at(-1));
  const basePair = pairOf(versions, base);
  const copied = valueRange(text, basePair);
  const key = isScalar(basePair?.key) ? basePair.key.range : undefined;
  if (versions === undefined || last === undefined || copied === undefined || key == null) return undefined;
  const replaced = [...restored].map(([number, version]): Splice | undefined => {
    const range = valueRange(text, pairOf(versions, number));
    return (
      range && {
        start: range.start,
        end: range.end,
        text: range.isFlow ? flowText(version) : blockText(version, range.indent),
      }
    );
  });
  if (replaced.includes(undefined)) return undefined;
  const value =
    version === undefined
      ? text.slice(copied.start, copied.end)
      : copied.isFlow
        ? flowText(version)
        : blockText(version, copied.indent);
  const copy = `${writtenKey(text.slice(key[0], key[1]), next)}${text.slice(key[1], copied.start)}${value}`;
  const indent = text.slice(text.lastIndexOf("\n", key[0] - 1) + 1, key[0]);
  const lineEnd = versions.flow === true ? last.end : endOfLine(text, last.end);
  // a restored last version ends before what is added
  const added = {
    start: lineEnd,
    end: lineEnd,
    text: `${versions.flow === true ? "," : ""}\n${indent}${copy}`,
  };
  return [...replaced.flatMap((each) => each ?? []), added];
}

/** The text of a restored version as a block of YAML. */
export function restoredInData(version: RestoredVersion): string {
  return blockText(version, "");
}

/** The number as a key, quoted as another key is. */
function writtenKey(key: string, number: string): string {
  const [quote = ""] = /^["']/.exec(key) ?? [];
  return `${quote}${number}${quote}`;
}

function versionsOf(text: string, plan: string): YAMLMap | undefined {
  const document = parsedYaml(text);
  if (document.errors.length > 0) return undefined;
  const node = nodeInData(document.contents, ["plans", plan, "versions"]);
  return isMap(node) ? node : undefined;
}

function pairOf(versions: YAMLMap | undefined, number: string): Pair | undefined {
  return versions?.items.find(({ key }) => isScalar(key) && String(key.value) === number);
}

interface ValueRange {
  readonly start: number;
  readonly end: number;
  readonly isFlow: boolean;
  readonly indent: string;
}

/** Where a version's map is, without white space behind it. */
function valueRange(text: string, pair: Pair | undefined): ValueRange | undefined {
  const value = pair?.value;
  if (!isMap(value) || value.range == null || value.anchor !== undefined) return undefined;
  const [start, valueEnd] = value.range;
  const end = start + text.slice(start, valueEnd).trimEnd().length;
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const isFlow = value.flow === true;
  return isFlow || /^ +$/.test(indent) ? { start, end, isFlow, indent } : undefined;
}

function blockText(version: RestoredVersion, indent: string): string {
  return yamlText(written(version), Number.POSITIVE_INFINITY).trimEnd().replace(/\n/g, `\n${indent}`);
}

function flowText(version: RestoredVersion): string {
  return JSON.stringify(written(version));
}

function written({ authorizations, eligibleAuthorizations }: RestoredVersion): unknown {
  const all = {
    ...(authorizations.length === 0 ? {} : { authorizations }),
    ...(eligibleAuthorizations.length === 0 ? {} : { eligibleAuthorizations }),
  };
  return JSON.parse(JSON.stringify(all));
}

function endOfLine(text: string, offset: number): number {
  return offset + text.slice(offset).search(/\r?\n|$/);
}
