import { type AccessGrant, delegatedRoles } from "../../access/access-grant.ts";
import { CAPABILITIES } from "../../capabilities/capabilities.ts";
import { CATEGORIES, type Category, SEVERITIES, type Severity } from "../../capabilities/capability.ts";
import { CapabilityComparison, type HeldPowers } from "../../capabilities/capability-comparison.ts";
import { capabilitiesBeyond, type HeldCapability } from "../../capabilities/decide.ts";
import type { CustomerChange } from "../../review/access-change.ts";
import { coversScope } from "../../review/access-order.ts";
import { shorten } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { wayText } from "../review/describe-grant.ts";
import { whoText } from "../summary/labels.ts";
import { powerList } from "../summary/powers.ts";

/** A power that a cell gains or loses. */
export interface MatrixPower {
  /** Completes "can". */
  readonly text: string;
  /** Operations of the table that decide it. */
  readonly operations: readonly string[];
}

/** Powers of one column before and after, in words. */
export interface MatrixCell {
  readonly sign: "" | "+" | "-" | "±";
  readonly before: string;
  readonly after: string;
  readonly gains: readonly MatrixPower[];
  readonly losses: readonly MatrixPower[];
  readonly severity: Severity | undefined;
}

/** One principal on one scope: roles, and a cell for each column. */
export interface MatrixRow {
  readonly who: string;
  /** ARM id. */
  readonly scope: string;
  readonly roles: string;
  readonly isChanged: boolean;
  readonly cells: readonly MatrixCell[];
}

/** Name of each category at the head of a column. */
export const COLUMN_WORDS: Readonly<Record<Category, string>> = {
  access: "Access",
  data: "Stored data",
  keys: "Keys",
  code: "Run code",
  identity: "Identities",
  security: "Security",
  backup: "Backup",
  governance: "Policy",
  delete: "Delete",
  change: "Change",
  cost: "Cost",
  support: "Support",
  read: "Read",
};

/** A column: a category of own powers, or what may be handed to managed identities. */
type Column = Category | "hand-out";

const COLUMNS: readonly Column[] = ["hand-out", ...CATEGORIES];

/** Names of the columns, in their order. */
export const COLUMN_NAMES: readonly string[] = COLUMNS.map((column) =>
  column === "hand-out" ? "Hands out" : COLUMN_WORDS[column],
);

interface SideOfRow {
  readonly standing: HeldPowers;
  readonly all: HeldPowers;
}

/** Draws matrices. Cells are cached by roles and terms: fleets repeat them. */
export class MatrixRows {
  readonly #context: ReportContext;
  readonly #capabilities: CapabilityComparison;
  readonly #cells = new Map<string, readonly MatrixCell[]>();

  constructor(context: ReportContext) {
    this.#context = context;
    this.#capabilities = new CapabilityComparison(context.directory.catalogue);
  }

  /** All access to a customer, before and after: changed rows first. */
  of({ before, after, presence }: CustomerChange): MatrixRow[] {
    const old = before?.grants ?? [];
    // access left standing is unchanged
    const now = (presence === "vanished" ? before : after)?.grants ?? [];
    const places = new Map<string, AccessGrant>();
    for (const grant of [...now, ...old]) {
      const key = [grant.managingTenantId, grant.principalId, grant.scope.toLowerCase()].join(" ");
      if (!places.has(key)) places.set(key, grant);
    }
    const rows = [...places.values()].map((grant) =>
      this.#rowOf(grant, reaching(grant, old), reaching(grant, now)),
    );
    return [...rows.filter(({ isChanged }) => isChanged), ...rows.filter(({ isChanged }) => !isChanged)];
  }

  #rowOf(grant: AccessGrant, before: readonly AccessGrant[], after: readonly AccessGrant[]): MatrixRow {
    const [old, now] = [before, after].map((grants) => rolesText(grants, this.#context));
    const cells = this.#cellsOf(before, after);
    return {
      who: whoText(grant, this.#context),
      scope: grant.scope,
      roles: old === now ? (now ?? "") : `${old} → ${now}`,
      isChanged: old !== now || cells.some(({ sign }) => sign !== ""),
      cells,
    };
  }

  #cellsOf(before: readonly AccessGrant[], after: readonly AccessGrant[]): readonly MatrixCell[] {
    const key = [before, after].map(termsKey).join(">");
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const [old, now] = [this.#sideOf(before), this.#sideOf(after)];
    const cells = COLUMNS.map((column) => cellOf(column, old, now));
    this.#cells.set(key, cells);
    return cells;
  }

  #sideOf(grants: readonly AccessGrant[]): SideOfRow {
    return {
      standing: this.#capabilities.heldBy(grants.filter(({ access }) => access.kind === "standing")),
      all: this.#capabilities.heldBy(grants),
    };
  }
}

/** Grants of the same principal that cover a grant's scope. */
function reaching(
  { managingTenantId, principalId, scope }: AccessGrant,
  grants: readonly AccessGrant[],
): AccessGrant[] {
  return grants.filter(
    (each) =>
      each.principalId === principalId &&
      each.managingTenantId === managingTenantId &&
      coversScope(each.scope, scope),
  );
}

/** Equal for grants of the same roles, each standing or on request alike. */
function termsKey(grants: readonly AccessGrant[]): string {
  const roles = grants.map((grant) =>
    [grant.access.kind, grant.roleDefinitionId, ...delegatedRoles(grant)].join("+"),
  );
  return [...new Set(roles)].sort().join();
}

function rolesText(grants: readonly AccessGrant[], { directory }: ReportContext): string {
  const texts = grants.map(
    (grant) => `${shorten(directory.role(grant.roleDefinitionId))} (${wayText(grant, directory)})`,
  );
  return texts.length === 0 ? "no role" : [...new Set(texts)].sort().join(", ");
}

function cellOf(column: Column, before: SideOfRow, after: SideOfRow): MatrixCell {
  const of = ({ own, handedOut }: HeldPowers): readonly HeldCapability[] =>
    column === "hand-out" ? handedOut : own.filter(({ code }) => CAPABILITIES[code].category === column);
  const [old, now] = [of(before.all), of(after.all)];
  const [oldStanding, nowStanding] = [of(before.standing), of(after.standing)];
  const gains = powerList(capabilitiesBeyond(now, old));
  const losses = powerList(capabilitiesBeyond(old, now));
  const easier = beyondThose(capabilitiesBeyond(nowStanding, oldStanding), gains);
  const stricter = beyondThose(capabilitiesBeyond(oldStanding, nowStanding), losses);
  const [more, less] = [gains.length + easier.length > 0, losses.length + stricter.length > 0];
  return {
    sign: more ? (less ? "±" : "+") : less ? "-" : "",
    before: useWord(oldStanding, old),
    after: useWord(nowStanding, now),
    gains: [...gains, ...easier.map((each) => ({ ...each, text: `${each.text} (now standing)` }))],
    losses: [...losses, ...stricter.map((each) => ({ ...each, text: `${each.text} (no longer standing)` }))],
    severity: [...gains, ...easier, ...losses, ...stricter]
      .map(({ severity }) => severity)
      .sort(worstFirst)[0],
  };
}

function beyondThose(held: readonly HeldCapability[], powers: ReturnType<typeof powerList>) {
  const known = new Set(powers.map(({ code }) => code));
  return powerList(held).filter(({ code }) => !known.has(code));
}

function useWord(standing: readonly HeldCapability[], all: readonly HeldCapability[]): string {
  if (all.length === 0) return "none";
  if (standing.length === 0) return "on request";
  // a cell that has both must not read as if all of it were there at all times
  return capabilitiesBeyond(all, standing).length > 0 ? "partly on request" : "standing";
}

function worstFirst(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
