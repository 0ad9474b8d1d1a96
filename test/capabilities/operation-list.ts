import { readFileSync } from "node:fs";
import { CAPABILITIES, CAPABILITY_CODES } from "../../lib/capabilities/capabilities.ts";
import type { Requirement } from "../../lib/capabilities/capability.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

/** An operation of the shipped list. */
export interface ListedOperation {
  readonly name: string;
  readonly plane: "control" | "data";
  readonly source: string;
}

/** The shipped list of operations. */
export interface OperationList {
  readonly form: string;
  readonly date: string;
  readonly sources: Readonly<
    Record<string, { readonly title: string; readonly page: string; readonly date: string }>
  >;
  readonly operations: readonly ListedOperation[];
}

const file = new URL("../../data/azure-operations.json", import.meta.url);

/** `data/azure-operations.json`. */
export const OPERATION_LIST: OperationList = JSON.parse(readFileSync(file, "utf8"));

/** Every requirement of the table, with its capability. */
export const REQUIREMENTS = CAPABILITY_CODES.flatMap((code) =>
  CAPABILITIES[code].requirements.map((requirement: Requirement) => ({ code, requirement })),
);

/** Key of an operation: Azure compares names case-insensitively. */
export function keyOf(plane: string, name: string): string {
  return `${plane} ${name.toLowerCase()}`;
}

/** Operations that stand without a star in a role of the shipped catalogue. */
export function operationsOfRoles(): Set<string> {
  const keys = sampleCatalogue().roles.flatMap(({ permissions }) =>
    permissions.flatMap((block) => [
      ...[...block.actions, ...block.notActions].map((name) => keyOf("control", name)),
      ...[...block.dataActions, ...block.notDataActions].map((name) => keyOf("data", name)),
    ]),
  );
  return new Set(keys.filter((key) => !key.includes("*")));
}
