import type { AccessGrant } from "../access/access-grant.ts";
import { grantsOfDefinition } from "../access/access-parts.ts";
import type { AccessSide, CustomerAccess, DelegatedDefinition } from "../access/access-side.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * The plan versions that base has somewhere, by what they grant. A definition says itself of which plan it is, and a
 * change writes what it likes there: base's own claims and base's content are the only evidence.
 */
export class KnownPlans {
  readonly #base: AccessSide;
  readonly #asked = new WeakMap<DelegatedDefinition, ReadonlySet<string>>();
  #sources: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(base: AccessSide) {
    this.#base = base;
  }

  /** What base calls (`offer/plan@n.n.n`) a definition that is, to the letter, this one; usually one name or none. */
  sourcesOf(definition: DelegatedDefinition, { grants }: CustomerAccess): ReadonlySet<string> {
    const known = this.#asked.get(definition);
    if (known !== undefined) return known;
    // made when first asked: most changes bring no definition
    this.#sources ??= sourcesByContent(this.#base);
    const found = this.#sources.get(contentOf(definition, grants)) ?? NONE;
    this.#asked.set(definition, found);
    return found;
  }

  /** Whether a definition is one that base has under the name that it claims. */
  isUnchanged(definition: DelegatedDefinition, access: CustomerAccess): boolean {
    const { claimedSource } = definition;
    return claimedSource !== undefined && this.sourcesOf(definition, access).has(claimedSource);
  }
}

function sourcesByContent({ customers }: AccessSide): ReadonlyMap<string, ReadonlySet<string>> {
  const sources = new Map<string, Set<string>>();
  for (const { definitions, grants } of customers) {
    for (const definition of definitions) {
      if (definition.claimedSource === undefined) continue;
      const content = contentOf(definition, grants);
      sources.set(content, (sources.get(content) ?? new Set()).add(definition.claimedSource));
    }
  }
  return sources;
}

/** Everything that a plan version decides; not who takes it, nor where. */
function contentOf(definition: DelegatedDefinition, grants: readonly AccessGrant[]): string {
  const own = grantsOfDefinition(definition, grants);
  const granted = own.map(({ principalId, principalDisplayName, roleDefinitionId, access }) =>
    JSON.stringify([principalId, principalDisplayName, roleDefinitionId, access]),
  );
  const { managingTenantId, name, description, marketplacePlan } = definition;
  return JSON.stringify([
    managingTenantId,
    name,
    description,
    marketplacePlan ?? null,
    [...new Set(granted)].sort(),
  ]);
}
