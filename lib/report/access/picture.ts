import { CAPABILITIES, type CapabilityCode } from "../../capabilities/capabilities.ts";
import { CATEGORIES, type Category, SEVERITIES, type Severity } from "../../capabilities/capability.ts";
import { ESCALATIONS } from "../../capabilities/escalations.ts";
import type { CustomerGroup, PrincipalReach, ReachedPower } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { COLUMN_WORDS } from "../page/access-matrix.ts";
import { count, shorten } from "../phrases.ts";
import { customerText } from "../review/names.ts";
import { principalName, typeText } from "./reach-words.ts";

/** A box before its texts get numbers. */
export interface Box {
  readonly title: string;
  readonly about: string;
  readonly severity: Severity | undefined;
  readonly isStep: boolean;
}

/** A line between boxes of neighbouring columns. */
export interface Line {
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly customers: number;
  readonly severity: Severity | undefined;
  readonly isStep: boolean;
}

/** Boxes of one column; the rest are in one more. */
const MOST_BOXES = 7;

/** What a box of powers is about: a category, or roles that are handed out. */
type Topic = Category | "hand-out";

const TOPICS: readonly Topic[] = ["hand-out", ...CATEGORIES];

/** The picture of a reach: who, roles, customers, powers, and powers by known ways. */
export function pictureOf(
  reach: PrincipalReach,
  directory: NameDirectory,
): { readonly columns: readonly (readonly Box[])[]; readonly lines: readonly Line[] } {
  const roles = foldedRoles(reach, directory);
  const groups = foldedGroups(reach, directory);
  const now = topicsOf(reach, false);
  const steps = topicsOf(reach, true);
  return {
    columns: [
      [whoBox(reach, directory)],
      roles.map(({ box }) => box),
      groups.map(({ box }) => box),
      now.map(({ box }) => box),
      steps.map(({ box }) => box),
    ],
    lines: [
      ...roles.map(({ box, customers }, to) => ({
        column: 0,
        from: 0,
        to,
        customers: customers.size,
        severity: box.severity,
        isStep: false,
      })),
      ...linesBetween(1, roles, groups, (role, group) =>
        group.groups.some((each) => each.roles.some((at) => role.at.has(at))),
      ),
      ...powerLines(reach, groups, now),
      ...stepLines(reach, now, steps),
    ],
  };
}

function whoBox(reach: PrincipalReach, directory: NameDirectory): Box {
  return {
    title: principalName(reach, directory),
    about: [typeText(reach, directory), count(reach.customers.length, "customer")]
      .filter((text) => text !== "")
      .join(", "),
    severity: undefined,
    isStep: false,
  };
}

interface Folded {
  readonly box: Box;
  /** Indices of roles or powers. */
  readonly at: ReadonlySet<number>;
  readonly groups: readonly CustomerGroup[];
  readonly customers: ReadonlySet<string>;
}

function foldedRoles({ roles }: PrincipalReach, directory: NameDirectory): Folded[] {
  const all = roles.map(({ roleDefinitionId, kind, severity, customers }, at): Folded => {
    const terms = kind === "standing" ? "standing" : "on request";
    const about = `${terms}, ${count(customers.length, "customer")}`;
    const box = { title: shorten(directory.role(roleDefinitionId)), about, severity, isStep: false };
    return { box, at: new Set([at]), groups: [], customers: new Set(customers) };
  });
  return folded(all, (rest, customers) => ({
    title: `${rest.length} more roles`,
    about: count(customers, "customer"),
    severity: worstOf(rest.flatMap(({ box }) => box.severity ?? [])),
    isStep: false,
  }));
}

function foldedGroups({ groups }: PrincipalReach, directory: NameDirectory): Folded[] {
  const all = groups.map((group): Folded => {
    const [first = ""] = group.customers;
    const isOne = group.customers.length === 1;
    const title = isOne
      ? shorten(directory.customer(first) ?? first)
      : count(group.customers.length, "customer");
    const about = isOne
      ? shorten(first)
      : `${customerText(first, directory)} and ${group.customers.length - 1} more`;
    return {
      box: { title, about, severity: undefined, isStep: false },
      at: new Set(),
      groups: [group],
      customers: new Set(group.customers),
    };
  });
  return folded(all, (rest, customers) => ({
    title: `${customers} other customers`,
    about: `${rest.length} kinds of access`,
    severity: undefined,
    isStep: false,
  }));
}

/** The first boxes, and one for the rest. */
function folded(
  all: readonly Folded[],
  boxOf: (rest: readonly Folded[], customers: number) => Box,
): Folded[] {
  if (all.length <= MOST_BOXES + 1) return [...all];
  const rest = all.slice(MOST_BOXES);
  const customers = new Set(rest.flatMap((each) => [...each.customers]));
  return [
    ...all.slice(0, MOST_BOXES),
    {
      box: boxOf(rest, customers.size),
      at: new Set(rest.flatMap(({ at }) => [...at])),
      groups: rest.flatMap(({ groups }) => groups),
      customers,
    },
  ];
}

interface TopicBox extends Folded {
  readonly topic: Topic;
  readonly powers: readonly ReachedPower[];
}

function topicsOf({ powers }: PrincipalReach, isStep: boolean): TopicBox[] {
  return TOPICS.flatMap((topic): TopicBox[] => {
    const at = powers.flatMap((power, index) =>
      (power.use === "known-way") === isStep && topicOf(power) === topic ? [index] : [],
    );
    const own = at.flatMap((index) => powers[index] ?? []);
    const severity = worstOf(own.map((each) => each.severity));
    if (severity === undefined) return [];
    const customers = new Set(own.flatMap((each) => each.customers));
    const title = topic === "hand-out" ? "Hands out roles" : COLUMN_WORDS[topic];
    const worst = own.filter((each) => each.severity === severity).flatMap((each) => each.customers);
    const about = `${severity}, ${count(new Set(worst).size, "customer")}`;
    return [
      { topic, powers: own, box: { title, about, severity, isStep }, at: new Set(at), groups: [], customers },
    ];
  }).sort((a, b) => rank(a.box.severity) - rank(b.box.severity));
}

function topicOf({ code, use }: ReachedPower): Topic {
  return use === "handed-out" ? "hand-out" : CAPABILITIES[code].category;
}

function worstOf(severities: readonly Severity[]): Severity | undefined {
  return SEVERITIES.find((severity) => severities.includes(severity));
}

function rank(severity: Severity | undefined): number {
  return severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

function linesBetween<A extends Folded, B extends Folded>(
  column: number,
  left: readonly A[],
  right: readonly B[],
  meet: (a: A, b: B) => boolean,
): Line[] {
  return left.flatMap((a, from) =>
    right.flatMap((b, to): Line[] => {
      if (!meet(a, b)) return [];
      const customers = [...a.customers].filter((each) => b.customers.has(each)).length;
      const severity = a.box.severity ?? b.box.severity;
      return customers === 0 ? [] : [{ column, from, to, customers, severity, isStep: false }];
    }),
  );
}

/**
 * Lines from customers to what a principal can do there. Each line is as severe as the worst power at its customers.
 */
function powerLines({ powers }: PrincipalReach, groups: readonly Folded[], now: readonly TopicBox[]): Line[] {
  return groups.flatMap((group, from) =>
    now.flatMap((topic, to): Line[] => {
      const held = group.groups.filter((each) => each.powers.some((at) => topic.at.has(at)));
      const own = held.flatMap((each) => each.powers.filter((at) => topic.at.has(at)));
      const severity = worstOf(own.flatMap((at) => powers[at]?.severity ?? []));
      const customers = held.reduce((sum, each) => sum + each.customers.length, 0);
      return customers === 0 ? [] : [{ column: 2, from, to, customers, severity, isStep: false }];
    }),
  );
}

/** From what a known way starts with to what it reaches. A way that continues another starts where that one starts. */
function stepLines({ powers }: PrincipalReach, now: readonly TopicBox[], steps: readonly TopicBox[]): Line[] {
  const stepOf = new Map(powers.filter(({ use }) => use === "known-way").map((power) => [power.code, power]));
  const origins = (code: CapabilityCode, seen: ReadonlySet<CapabilityCode>): Set<Topic> => {
    const power = stepOf.get(code);
    if (power === undefined || seen.has(code)) return new Set();
    const within = new Set([...seen, code]);
    return new Set(
      power.steps.flatMap((step): Topic[] => {
        const { from } = ESCALATIONS[step];
        if (from === "delegated-roles") return ["hand-out"];
        return from.flatMap(({ capability }): Topic[] => {
          const topic = CAPABILITIES[capability].category;
          const isHeld = now.some(
            (box) => box.topic === topic && box.powers.some((each) => each.code === capability),
          );
          return isHeld ? [topic] : [...origins(capability, within)];
        });
      }),
    );
  };
  return steps.flatMap((box, to) => {
    const topics = new Set(box.powers.flatMap(({ code }) => [...origins(code, new Set())]));
    return now.flatMap((start, from): Line[] =>
      topics.has(start.topic)
        ? [{ column: 3, from, to, customers: box.customers.size, severity: box.box.severity, isStep: true }]
        : [],
    );
  });
}
