import { yamlText } from "../documents/yaml-text.ts";
import type { Guid } from "../values/guid.ts";
import type { AdoptedCustomer, AdoptedOffer, WrittenTenant } from "./adoption.ts";
import { customerModule } from "./customer-module.ts";
import { idFromTitle, UsedNames } from "./ids.ts";
import { offerModule, tenantModule } from "./offer-module.ts";

/** A definition file, by its path from the estate's root. */
export interface AdoptedFile {
  readonly path: string;
  readonly text: string;
}

/** What decides the form of files. */
export interface FileForm {
  readonly yaml: boolean;
  /** Files of offers that the estate has, by id. */
  readonly knownOffers: ReadonlyMap<string, string>;
  /** Names in `offers/shared/`, without endings, that cannot be used. */
  readonly sharedNames: Iterable<string>;
}

/** The files of offers and customers, sorted by path. */
export function definitionFiles(
  offers: readonly AdoptedOffer[],
  customers: readonly AdoptedCustomer[],
  form: FileForm,
): AdoptedFile[] {
  const files = form.yaml ? dataFiles(offers, customers) : moduleFiles(offers, customers, form);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function dataFiles(offers: readonly AdoptedOffer[], customers: readonly AdoptedCustomer[]): AdoptedFile[] {
  return [
    ...offers.map((offer) => ({ path: `offers/${offer.id}.yaml`, text: yamlText(offer) })),
    ...customers.map((customer) => ({ path: `customers/${customer.id}.yaml`, text: yamlText(customer) })),
  ];
}

function moduleFiles(
  offers: readonly AdoptedOffer[],
  customers: readonly AdoptedCustomer[],
  { knownOffers, sharedNames }: FileForm,
): AdoptedFile[] {
  const used = new UsedNames(sharedNames, "-");
  const tenants = new Map<Guid, { readonly tenant: WrittenTenant; readonly file: string }>();
  for (const { managingTenant } of offers) {
    const { tenantId, name, principals } = managingTenant;
    const known = tenants.get(tenantId);
    const file = known?.file ?? used.take(idFromTitle(name, `tenant-${tenantId.slice(0, 8)}`));
    const all = { ...known?.tenant.principals, ...principals };
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    tenants.set(tenantId, { tenant: { ...managingTenant, principals: sorted }, file });
  }
  const sharedFile = (id: Guid) => `shared/${tenants.get(id)?.file}.ts`;
  const ownOffers = new Map(offers.map(({ id }) => [id, `offers/${id}.ts`]));
  const fileOf = (id: string) => {
    const file = ownOffers.get(id) ?? knownOffers.get(id);
    return file !== undefined && /\.m?ts$/.test(file) ? file : undefined;
  };
  return [
    ...[...tenants].map(([id, { tenant }]) => ({
      path: `offers/${sharedFile(id)}`,
      text: tenantModule(tenant),
    })),
    ...offers.map((offer) => ({
      path: `offers/${offer.id}.ts`,
      text: offerModule(offer, `./${sharedFile(offer.managingTenant.tenantId)}`),
    })),
    ...customers.map((customer) => ({
      path: `customers/${customer.id}.ts`,
      text: customerModule(customer, fileOf),
    })),
  ];
}
