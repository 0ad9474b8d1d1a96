import type { AssuranceCode } from "../capabilities/assurances.ts";
import { CAPABILITIES, type CapabilityCode } from "../capabilities/capabilities.ts";
import { CATEGORIES } from "../capabilities/capability.ts";
import type { HeldCapability } from "../capabilities/decide.ts";
import type { KnownWay } from "../capabilities/known-ways.ts";
import type { ReachCapabilities, WayCapabilities } from "../capabilities/reach-capabilities.ts";
import { BY_WAY_OF, CANNOT, FOR_ENGINEERS, FOR_LAYMEN } from "../capabilities/sentences.ts";
import { withoutSubsumed } from "../capabilities/subsumed.ts";
import { listed } from "../values/listed.ts";
import { count, shorten } from "./phrases.ts";

/** Whom sentences are for. */
export type Reader = "engineers" | "laymen";

const SENTENCES: Readonly<Record<Reader, Readonly<Record<CapabilityCode, string>>>> = {
  engineers: FOR_ENGINEERS,
  laymen: FOR_LAYMEN,
};

/** Services that a sentence names one by one. */
const MOST_SERVICES = 3;

/** Capabilities that a known way names one by one. */
const MOST_REACHED = 4;

const SEVERAL = "with several activations at a time:";

interface Words {
  readonly exact: boolean;
  readonly reader: Reader;
}

/**
 * What one way allows, in lines. A line for each category, what may be handed out, known ways, and what the words leave
 * out.
 */
export function wayCapabilityLines(way: WayCapabilities | undefined, words: Words): string[] {
  if (way === undefined) return [];
  const { held, handedOut, ways, coverage, unknownRoles } = way;
  return [
    ...unknownRoles.map(
      (id) => `may be able to do anything: the catalogue does not know the role ${shorten(id)}`,
    ),
    ...categoryLines("can", held, words.reader),
    ...categoryLines("can let managed identities", handedOut, words.reader),
    ...ways.map((each) => knownWayLine(each, words.reader)),
    ...(coverage.uncovered === 0
      ? []
      : [
          `also allows ${count(coverage.uncovered, "known operation")} (of ${coverage.allowed}) that no sentence covers${
            words.exact ? "" : "; --exact shows all patterns"
          }`,
        ]),
  ];
}

/** What activations give together, and what no way allows. */
export function reachCapabilityLines(
  { together, cannot, catalogueDate }: ReachCapabilities,
  words: Words,
): string[] {
  return [
    ...categoryLines(`${SEVERAL} can`, together.held, words.reader),
    ...together.ways.map((each) => `${SEVERAL} ${knownWayLine(each, words.reader)}`),
    ...(cannot.length === 0
      ? []
      : [`cannot, by the role catalogue of ${catalogueDate}: ${cannot.map(cannotText).join("; ")}`]),
  ];
}

function cannotText(code: AssuranceCode): string {
  return CANNOT[code];
}

/** One line for each category that has capabilities, the most dangerous category first. */
function categoryLines(verb: string, held: readonly HeldCapability[], reader: Reader): string[] {
  const told = withoutSubsumed(held);
  return CATEGORIES.flatMap((category) => {
    const own = told.filter(({ code }) => CAPABILITIES[code].category === category);
    if (own.length === 0) return [];
    return [`${verb} ${own.map((each) => capabilityText(each, reader)).join("; ")}`];
  });
}

/** A capability, with its services where not all are held. Example: "list keys (storage, Event Hubs)". */
export function capabilityText({ code, services, isComplete }: HeldCapability, reader: Reader): string {
  const sentence = SENTENCES[reader][code];
  const names = listed(
    services.map(({ service }) => service),
    MOST_SERVICES,
  );
  const conditions = [...new Set(services.flatMap((each) => each.conditions))];
  const under = conditions.length === 0 ? "" : `, under a condition (${shorten(conditions.join(" or "))})`;
  return `${sentence}${isComplete || reader === "laymen" ? "" : ` (${names})`}${under}`;
}

/** A known way in one line: what it goes by, and what it reaches. */
export function knownWayLine({ step, reaches }: KnownWay, reader: Reader): string {
  const sentences = reaches.map((code) => SENTENCES[reader][code]);
  return `by way of ${BY_WAY_OF[step]} (known way): can ${listed(sentences, MOST_REACHED, "; ")}`;
}
