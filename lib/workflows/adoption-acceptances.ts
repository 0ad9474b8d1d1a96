import type { AcceptedFinding } from "../delegation/offer.ts";
import type { Finding } from "../rules/finding.ts";
import { compareText } from "../values/compare-text.ts";
import { type Path, pathText } from "../values/path.ts";

/** Reason that is written beside every warning about what exists. */
export const ACCEPTED_REASON = "found in Azure and adopted as it is";

/** Rule that is not accepted. LH078 requires a type that only a person can look up. */
export const OPEN_RULE = "LH078";

/** One acceptance for each rule and plan version, so that later versions are judged again. */
export function acceptances(findings: readonly Finding[]): ReadonlyMap<string, readonly AcceptedFinding[]> {
  const byFile = new Map<string, Map<string, AcceptedFinding>>();
  for (const { at, code, severity } of findings) {
    if (severity !== "warning" || code === OPEN_RULE) continue;
    const place = acceptedPlace(at.path);
    const accepted = { rule: code, reason: ACCEPTED_REASON, ...(place === undefined ? {} : { at: place }) };
    const own = byFile.get(at.file) ?? new Map<string, AcceptedFinding>();
    byFile.set(at.file, own.set(`${code} ${place ?? ""}`, accepted));
  }
  return new Map(
    [...byFile].map(([file, own]) => [
      file,
      [...own].sort(([a], [b]) => compareText(a, b)).map(([, each]) => each),
    ]),
  );
}

function acceptedPlace(path: Path): string | undefined {
  const depth: Readonly<Record<string, number>> = {
    plans: 4,
    delegations: 2,
    authorizationSets: 2,
    justInTimeAccessPolicies: 2,
    managingTenant: 3,
  };
  const length = depth[String(path[0])];
  return length === undefined ? undefined : pathText(path.slice(0, length));
}
