import { CAPABILITY_CODES, type CapabilityCode } from "./capabilities.ts";
import type { HeldCapability } from "./decide.ts";
import { ESCALATION_CODES, ESCALATIONS, type EscalationCode, type StepStart } from "./escalations.ts";

/** What a known way leads to. */
export interface KnownWay {
  readonly step: EscalationCode;
  /** Capabilities that the way reaches first, and that the principal does not have completely. Never empty. */
  readonly reaches: readonly CapabilityCode[];
}

/** Capabilities of a principal, and of the roles that it may hand to managed identities. */
export interface Starts {
  readonly own: readonly HeldCapability[];
  readonly handedOut: readonly HeldCapability[];
}

/**
 * Known ways from a principal's capabilities, followed until they lead no further. Each reached capability is listed
 * once, under the first way that reaches it. A reached capability starts further ways on every service: which
 * resources it opens is not known.
 */
export function knownWays({ own, handedOut }: Starts): KnownWay[] {
  const held = new Map(own.map((each) => [each.code, each]));
  const reached = new Set<CapabilityCode>();
  const ways = new Map<EscalationCode, CapabilityCode[]>();
  const starts = (start: StepStart) =>
    reached.has(start.capability) || isHeld(held.get(start.capability), start);
  for (let found = true; found; ) {
    found = false;
    for (const step of ESCALATION_CODES) {
      for (const code of leadsTo(step, handedOut, starts)) {
        if (reached.has(code) || held.get(code)?.isComplete === true) continue;
        reached.add(code);
        ways.set(step, [...(ways.get(step) ?? []), code]);
        found = true;
      }
    }
  }
  return ESCALATION_CODES.flatMap((step) => {
    const reaches = ways.get(step);
    return reaches === undefined ? [] : [{ step, reaches }];
  });
}

function leadsTo(
  step: EscalationCode,
  handedOut: readonly HeldCapability[],
  starts: (start: StepStart) => boolean,
): readonly CapabilityCode[] {
  const { from, reaches } = ESCALATIONS[step];
  if (from === "delegated-roles" || reaches === "handed-out") return handedOut.map(({ code }) => code);
  if (!from.every(starts)) return [];
  return reaches === "everything" ? CAPABILITY_CODES : reaches;
}

function isHeld(held: HeldCapability | undefined, { services }: StepStart): boolean {
  if (held === undefined) return false;
  return services === undefined || held.services.some(({ service }) => services.includes(service));
}
