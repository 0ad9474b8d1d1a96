import { type Principal, type PrincipalType, UNKNOWN_TYPE } from "../delegation/principal.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { WrittenTenant } from "./adoption.ts";
import type { Content } from "./content.ts";
import { codeName, mostCommon, UsedNames } from "./ids.ts";

type WrittenPrincipal = WrittenTenant["principals"][string];

/**
 * Names for the principals of one managing tenant. A principal that the estate knows keeps its name and type. A principal
 * has the display name that most authorizations give it.
 */
export class PrincipalNames {
  readonly #written = new Map<string, WrittenPrincipal>();
  readonly #byId = new Map<Guid, string>();
  readonly #used: UsedNames;
  readonly #types: ReadonlyMap<Guid, PrincipalType>;

  /** @param types of principals that the estate does not know */
  constructor(
    contents: readonly Content[],
    known: ReadonlyMap<string, Principal>,
    types: ReadonlyMap<Guid, PrincipalType>,
  ) {
    this.#types = types;
    this.#used = new UsedNames(known.keys(), "");
    for (const [name, { type, objectId, displayName }] of known) {
      this.#written.set(name, { type, objectId, ...shown(displayName) });
      if (!this.#byId.has(objectId)) this.#byId.set(objectId, name);
    }
    for (const [objectId, names] of sorted(displayNames(contents)))
      if (!this.#byId.has(objectId))
        this.#byId.set(objectId, this.#add(objectId, this.#typeOf(objectId), commonName(names)));
  }

  /** Name of the principal of an authorization. The display name beside it is given where it differs. */
  of(
    objectId: Guid,
    displayName: string,
  ): { readonly principal: string; readonly displayName?: string | null } {
    const principal = this.#byId.get(objectId) ?? this.#add(objectId, this.#typeOf(objectId), displayName);
    const own = this.#written.get(principal)?.displayName ?? "";
    if (own === displayName) return { principal };
    return { principal, displayName: displayName === "" ? null : displayName };
  }

  /** The name of an approver. One that is shown under another name has a second name. */
  approver(objectId: Guid, displayName: string): string {
    const first = this.#byId.get(objectId);
    const names = [...this.#written].filter(([, each]) => each.objectId === objectId);
    const same = names.find(([, each]) => (each.displayName ?? "") === displayName)?.[0];
    if (same !== undefined) return same;
    return this.#add(objectId, this.#written.get(first ?? "")?.type ?? this.#typeOf(objectId), displayName);
  }

  /** The registry, or the part of it with these names. */
  registry(names: ReadonlySet<string>): Record<string, WrittenPrincipal> {
    return Object.fromEntries(
      [...this.#written].filter(([name]) => names.has(name)).sort(([a], [b]) => compareText(a, b)),
    );
  }

  #typeOf(objectId: Guid): WrittenPrincipal["type"] {
    return this.#types.get(objectId) ?? UNKNOWN_TYPE;
  }

  #add(objectId: Guid, type: WrittenPrincipal["type"], displayName: string): string {
    const otherwise = `principal${objectId.slice(0, 8)}`;
    const name = this.#used.take(displayName === "" ? otherwise : codeName(displayName, otherwise));
    this.#written.set(name, { type, objectId, ...shown(displayName) });
    return name;
  }
}

function shown(displayName: string): { readonly displayName?: string } {
  return displayName === "" ? {} : { displayName };
}

function commonName(names: readonly string[]): string {
  const filled = names.filter((name) => name !== "");
  return filled.length === 0 ? "" : mostCommon(filled);
}

/** Display names by object id, once for each authorization. */
function displayNames(contents: readonly Content[]): Map<Guid, string[]> {
  const names = new Map<Guid, string[]>();
  const add = (id: Guid, name: string) => {
    const own = names.get(id);
    if (own === undefined) names.set(id, [name]);
    else own.push(name);
  };
  for (const { principalId, displayName, access } of contents.flatMap(({ entries }) => entries)) {
    add(principalId, displayName);
    if (access.kind === "eligible")
      for (const each of access.approvers) add(each.principalId, each.displayName);
  }
  return names;
}

/** Names sorted by display name. Numbers of equal names then do not depend on a source's order. */
function sorted(names: ReadonlyMap<Guid, string[]>): [Guid, string[]][] {
  return [...names].sort(
    ([a, one], [b, other]) => compareText(commonName(one), commonName(other)) || compareText(a, b),
  );
}
