import type { Finding } from "../rules/finding.ts";
import { pathText } from "../values/path.ts";
import type { Locate } from "./finding-text.ts";

/** A finding as `--json` prints it: the same facts as the text, for programs. */
export function findingJson(finding: Finding, locate: Locate): object {
  const { code, kind, severity, at, problem, received, allowed, fix, facts, accepted } = finding;
  return {
    code,
    kind,
    severity,
    file: at.file,
    line: locate(finding) ?? null,
    path: pathText(at.path),
    problem,
    received,
    allowed,
    fix,
    facts,
    accepted: accepted ?? null,
  };
}
