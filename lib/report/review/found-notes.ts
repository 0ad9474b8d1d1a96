import type { FoundDefinition, FoundNote } from "../../access/found-access.ts";
import type { AlignmentNote } from "../../review/align-found.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { count, shorten } from "../phrases.ts";
import { customerText, subscriptionText, tenantText } from "./names.ts";

/** Most notes of one kind that are reported one by one. */
const MOST_NOTES = 20;

/** Most names in one note. */
const MOST_NAMES = 5;

/**
 * What Azure's lists show beside access, a line each. Of very many of one kind, the first and the number of the rest.
 */
export function foundNotes(
  notes: readonly (FoundNote | AlignmentNote)[],
  directory: NameDirectory,
): string[] {
  return [...groupBy(notes, ({ kind }) => kind).values()].flatMap((own) => {
    const shown = own.slice(0, MOST_NOTES).map((note) => noteText(note, directory));
    const more = own.length - shown.length;
    return more > 0 ? [...shown, `${count(more, "more note")} like the last one`] : shown;
  });
}

function noteText(note: FoundNote | AlignmentNote, directory: NameDirectory): string {
  switch (note.kind) {
    case "definition-failed": {
      const rest =
        note.assignmentIds.length > 0
          ? "it is assigned, and what its former content still grants is not known"
          : "it grants nothing";
      return `${note.state.toLowerCase()}: ${definitionText(note.definition, directory)}: ${rest}`;
    }
    case "definition-unassigned":
      return `without assignment: ${definitionText(note.definition, directory)}: ${
        note.isKnown
          ? "it stays in Azure and grants nothing"
          : "what it grants is not known: no assignment in these lists, and assignments of resource groups have lists of their own that were not read (keeper fetch reads them)"
      }`;
    case "parts-unknown":
      return `${count(note.resources, "resource")} of Azure's lists with properties that this version does not know and did not read: ${listed(
        note.names.map((name) => shorten(name)),
        MOST_NAMES,
      )}`;
    case "answer-parts-unknown":
      return `answers of Azure's lists with properties that this version does not know and did not read: ${listed(
        note.names.map((name) => shorten(name)),
        MOST_NAMES,
      )}`;
    case "not-managed":
      return `not managed here: ${definitionText(note.definition, directory)}: ${count(note.grants, "grant")} on ${count(note.scopes, "scope")}; a deployment leaves it as it is`;
    case "outside-estate":
      return `not in this estate: ${subscriptions(note.subscriptionIds, directory)} with ${count(note.definitions, "delegation")}, not compared`;
    case "customers-not-listed":
      return `not listed and not compared: ${count(note.customers.length, "customer")}: ${listed(
        note.customers.map((id) => customerText(id, directory)),
        MOST_NAMES,
      )}`;
    case "subscriptions-not-read":
      return `not read and not compared: ${subscriptions(note.subscriptionIds, directory)} of ${customerText(note.customer, directory)}`;
    case "subscriptions-not-listed":
      return `not listed, and counted as not delegated: ${subscriptions(note.subscriptionIds, directory)} of ${customerText(note.customer, directory)}`;
  }
}

function definitionText(
  { subscriptionId, registrationDefinitionId, managingTenantId, name }: FoundDefinition,
  directory: NameDirectory,
): string {
  const named = name === "" ? "" : `"${shorten(name)}" `;
  const tenant = tenantText(managingTenantId, directory);
  return `definition ${named}(${registrationDefinitionId}) of managing tenant ${tenant}, on subscription ${subscriptionText(subscriptionId, directory)}`;
}

function subscriptions(ids: readonly Guid[], directory: NameDirectory): string {
  const named = ids.map((id) => subscriptionText(id, directory));
  return `subscription${ids.length === 1 ? "" : "s"} ${listed(named, MOST_NAMES)}`;
}
