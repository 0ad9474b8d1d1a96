import type { Offer } from "../delegation/offer.ts";
import { type Principal, UNKNOWN_TYPE } from "../delegation/principal.ts";
import { principalsOf } from "../delegation/revocation.ts";
import { type EstateFolders, findEstate } from "../estate/find-estate.ts";
import { readOffersAlone } from "../estate/read-estate.ts";
import type { Estate, Located } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { listed } from "../values/listed.ts";
import { attempt, attemptAsync, take } from "../values/result.ts";
import { principalNamed } from "./named-principal.ts";
import type { World } from "./world.ts";

/** Most files that a message lists. */
const MOST_FILES = 5;

/** A principal of a managing tenant. */
export interface PrincipalOfTenant {
  readonly principal: Principal;
  readonly managingTenantId: Guid;
}

/** The principal to revoke, and the estate in which it is. */
export interface PrincipalToRevoke extends PrincipalOfTenant {
  readonly folders: EstateFolders;
}

/**
 * Finds a principal to revoke in the offers that can be read. Nothing else is read, so that no lock, catalogue or
 * customer can withhold it. An unreadable file in `offers/` may have another principal of the same name. The object id
 * is then required.
 *
 * @param named its object id, its name in the registry, or its display name
 */
export function principalToRevoke(named: string, world: World): Promise<Outcome<PrincipalToRevoke>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const offers = yield* take(await readOffersAlone(folders.root));
    return { ...(yield* take(thePrincipal(named, offers))), folders };
  });
}

/**
 * The principal to revoke at once in the managing tenant. Its object id is enough where no readable offer names it.
 *
 * @param found the result of {@link principalToRevoke}
 */
export function actingAtOnce(
  found: Outcome<PrincipalToRevoke>,
  named: string,
): (Pick<PrincipalOfTenant, "principal"> & { readonly managingTenantId: Guid | undefined }) | undefined {
  if (found.ok) return found.value;
  if (!GUID_PATTERN.test(named)) return undefined;
  const principal: Principal = { type: UNKNOWN_TYPE, objectId: named.toLowerCase(), displayName: "" };
  return { principal, managingTenantId: undefined };
}

/** Files of offers, or in the folders of offers, that cannot be read. */
export function unreadOffers({ unreadable }: Pick<Estate, "unreadable">): string[] {
  const files = unreadable.map(({ at }) => at.file).filter((file) => file.startsWith("offers/"));
  return [...new Set(files)].sort();
}

function thePrincipal(
  named: string,
  estate: Pick<Estate, "offers" | "unreadable">,
): Outcome<PrincipalOfTenant> {
  const all = estate.offers.flatMap(principalsIn);
  const registered = estate.offers.flatMap(({ value }) =>
    Object.entries(value.managingTenant.principals).map(([name, { objectId }]) => ({
      principalId: objectId,
      displayName: name,
    })),
  );
  const shown = all.map(({ principal }) => ({
    principalId: principal.objectId,
    displayName: principal.displayName,
  }));
  const unread = unreadOffers(estate);
  const files = listed(unread, MOST_FILES);
  return attempt(function* () {
    const read = principalNamed(named, [...shown, ...registered]);
    if (!read.ok && unread.length > 0)
      yield* take(failure(read.error.kind, `${read.error.problem}; not read: ${files}`, read.error.fix));
    const id = yield* take(read);
    if (unread.length > 0 && id !== named.toLowerCase())
      yield* take(
        failure(
          "unreadable-input",
          `${JSON.stringify(named)} may be the name of another principal too, because of files that cannot be read: ${files}`,
          `name the principal by its object id, such as ${id}`,
        ),
      );
    const [found] = all.filter(({ principal }) => principal.objectId === id);
    if (found === undefined) throw new Error("a principal that was found by name is in no offer");
    return found;
  });
}

function principalsIn({ value: offer }: Located<Offer>): PrincipalOfTenant[] {
  const { tenantId } = offer.managingTenant;
  return principalsOf(offer).map((principal) => ({ principal, managingTenantId: tenantId }));
}
