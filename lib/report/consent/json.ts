import type { ConsentSheet } from "../../consent/consent-sheet.ts";
import type { ConsentWords } from "../languages/consent-words.ts";

/** Consent sheets for programs: codes and ids, with each capability's sentence in the requested language. */
export function jsonConsent(sheets: readonly ConsentSheet[], words: ConsentWords): object {
  return {
    format: 1,
    sheets: sheets.map(({ customer: { id, name, tenantId }, offers, cannot, catalogueDate }) => ({
      customer: { id, name, tenantId },
      catalogueDate,
      cannot: cannot.map((code) => ({ code, sentence: words.cannot[code] })),
      offers: offers.map(({ principals, changes, ...offer }) => ({
        ...offer,
        principals: principals.map(({ principal, terms }) => ({
          ...principal,
          terms: terms.map(({ policy, roles, delegatedRoles, allows }) => ({
            policy: policy ?? null,
            roles,
            delegatedRoles,
            may: allows.held.map(({ code }) => ({ code, sentence: words.capabilities[code] })),
            handsOut: allows.handedOut.map(({ code }) => ({ code, sentence: words.capabilities[code] })),
            knownWays: allows.ways,
            uncoveredOperations: allows.coverage.uncovered,
            unknownRoles: allows.unknownRoles,
          })),
        })),
        changes: changes ?? null,
      })),
    })),
  };
}
