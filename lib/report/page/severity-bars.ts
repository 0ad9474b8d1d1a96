import { SEVERITIES, type Severity } from "../../capabilities/capability.ts";

/** A severity as one to four bars; its word stands beside them. */
export function severityBars(severity: Severity): string {
  return `<span class="bars b${SEVERITIES.length - SEVERITIES.indexOf(severity)}" aria-hidden="true"></span>`;
}
