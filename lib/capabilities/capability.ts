import type { Operations } from "../permissions/block.ts";

/** What a capability is about. */
export const CATEGORIES = [
  "access",
  "data",
  "keys",
  "code",
  "identity",
  "security",
  "backup",
  "governance",
  "delete",
  "change",
  "cost",
  "support",
  "read",
] as const;

/** What a capability is about, from the closed list of {@link CATEGORIES}. */
export type Category = (typeof CATEGORIES)[number];

/** Severities, the worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** Damage that misuse can do: from `critical` (hands over a customer) to `low` (reads settings). */
export type Severity = (typeof SEVERITIES)[number];

/** The operations that decide a capability for one service. */
export interface Requirement {
  /** Name of the service or kind of resource, as a list of services shows it. */
  readonly service: string;
  /** Whether one allowed operation of the set suffices, or each must be allowed. */
  readonly needs: "any" | "all";
  readonly plane: Operations["plane"];
  /** Operations in Azure's spelling; `*` matches any characters. Compared case-insensitively. */
  readonly operations: readonly string[];
  /** Patterns of operations that do not count. */
  readonly except: readonly string[];
}

/** Something that people reason about, decided by operations, service by service. */
export interface Capability {
  readonly category: Category;
  readonly severity: Severity;
  /** Empty for a capability that no operation gives and that only a known way reaches. */
  readonly requirements: readonly Requirement[];
}

/** A group of capabilities by code. */
export type CapabilityGroup = Readonly<Record<string, Capability>>;

/** One allowed operation of these suffices; control plane. */
export function anyOf(
  service: string,
  operations: readonly string[],
  except: readonly string[] = [],
): Requirement {
  return { service, needs: "any", plane: "control", operations, except };
}

/** Every operation of these must be allowed; control plane. */
export function allOf(
  service: string,
  operations: readonly string[],
  except: readonly string[] = [],
): Requirement {
  return { service, needs: "all", plane: "control", operations, except };
}

/** One allowed operation of these suffices; data plane. */
export function anyDataOf(
  service: string,
  operations: readonly string[],
  except: readonly string[] = [],
): Requirement {
  return { service, needs: "any", plane: "data", operations, except };
}
