import { CAPABILITIES, CAPABILITY_CODES, type CapabilityCode } from "../capabilities/capabilities.ts";
import { nearest } from "../values/nearest.ts";
import { failed, type Result, success } from "../values/result.ts";
import type { Want } from "./narrowest-roles.ts";

/** Why a text names nothing that a role could allow. */
export interface UnknownWant {
  readonly problem: string;
  readonly fix: string;
}

/** An operation as Azure writes one: a provider, then parts. It has no star, because a pattern is not a need. */
const OPERATION = /^[A-Za-z][\w.-]*(?:\/[\w.-]+)+$/;

/**
 * Reads a want as a user writes it. It is a capability's code (`keys.storage`), one of its services
 * (`keys.monitoring:Log Analytics`), or an operation (`Microsoft.Compute/virtualMachines/restart/action`).
 */
export function readWant(text: string): Result<Want, UnknownWant> {
  if (OPERATION.test(text)) return success({ kind: "operation", operation: text });
  const [written = "", ...rest] = text.split(":");
  const code = CAPABILITY_CODES.find((each) => each === written.trim().toLowerCase());
  if (code === undefined) return unknown(text, written, CAPABILITY_CODES);
  return rest.length === 0
    ? success({ kind: "capability", code, service: undefined })
    : serviceOf(code, rest.join(":").trim());
}

function serviceOf(code: CapabilityCode, name: string): Result<Want, UnknownWant> {
  const services = CAPABILITIES[code].requirements.map(({ service }) => service);
  const service = services.find((each) => each.toLowerCase() === name.toLowerCase());
  return service === undefined
    ? unknown(name, name, services, ` of ${code}`)
    : success({ kind: "capability", code, service });
}

function unknown(
  text: string,
  written: string,
  names: readonly string[],
  of = "",
): Result<never, UnknownWant> {
  const near = nearest(written, names);
  const noun = of === "" ? "capability or operation" : `service${of}`;
  return failed({
    problem: `there is no ${noun} ${JSON.stringify(text)}`,
    fix:
      near === undefined
        ? "name a code of docs/capabilities.md, or an operation such as Microsoft.Compute/virtualMachines/restart/action"
        : `did you mean ${JSON.stringify(near)}?`,
  });
}

/** A want as a user writes it. */
export function wantText(want: Want): string {
  if (want.kind === "operation") return want.operation;
  return want.service === undefined ? want.code : `${want.code}:${want.service}`;
}
