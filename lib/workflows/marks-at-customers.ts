import { join } from "node:path";
import type { Customer } from "../delegation/customer.ts";
import type { RevokedAtCustomer } from "../delegation/principal.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { markedAtCustomer } from "../estate/mark-at-customer.ts";
import { stemOf } from "../estate/read-definitions.ts";
import type { Estate, Located } from "../rules/estate.ts";
import { canonicalSet } from "../values/canonical-json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { FileEdit } from "./edited-definitions.ts";
import { unknownCustomer } from "./meant-name.ts";

/** The marks of a revocation: what is edited, and how its reading is judged. */
export interface Marking {
  readonly edits: readonly FileEdit[];
  /** What else changed than was meant, as a clause; undefined where nothing did. */
  readonly otherChange: (after: Estate) => string | undefined;
  /** Files that lack their mark, as read after the edits. */
  readonly unmarked: (after: Estate) => readonly string[];
  /** The edit as a person makes it. */
  readonly byHand: string;
}

/** Marks of a principal in the files of customers. One that has the mark already is left alone. */
export function marksAtCustomers(
  root: string,
  { customers, offers, unreadable }: Estate,
  ids: readonly string[],
  mark: RevokedAtCustomer,
): Outcome<Marking> {
  const known = customers.map(({ value }) => value.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) return unreadCustomer(unknown, unreadable) ?? unknownCustomer(unknown, known);
  const chosen = customers.filter(({ value }) => ids.includes(value.id));
  const edits = chosen.flatMap((each) => (isMarked(each.value, mark) ? [] : editOf(root, each, mark)));
  const edited = new Set(edits.map(({ path }) => path));
  const meant = customers.map(({ value, file }) =>
    edited.has(file) ? { ...value, revoked: [...(value.revoked ?? []), mark] } : value,
  );
  return success({
    edits,
    otherChange: (after) => {
      if (JSON.stringify(after.offers) !== JSON.stringify(offers)) return "an offer would change";
      const isMeant =
        JSON.stringify(after.unreadable) === JSON.stringify(unreadable) &&
        isSameSet(
          after.customers.map(({ value }) => value),
          meant,
        );
      return isMeant ? undefined : "a customer would change in something else than the mark";
    },
    unmarked: (after) =>
      after.customers
        .filter(({ value }) => ids.includes(value.id) && !isMarked(value, mark))
        .map(({ file }) => file),
    byHand: `add to ${chosen.map(({ file }) => file).join(", ")} by hand: revoked: [${JSON.stringify(mark)}]`,
  });
}

function unreadCustomer(id: string, unreadable: Estate["unreadable"]): Outcome<never> | undefined {
  const broken = unreadable.find(({ at }) => at.file.startsWith("customers/") && stemOf(at.file) === id);
  if (broken === undefined) return undefined;
  const problem = `${broken.at.file} cannot be read, so it gets no mark: ${broken.problem}`;
  return failure("unreadable-input", problem, "run keeper check, and correct this file");
}

function isMarked({ revoked = [] }: Customer, { objectId }: RevokedAtCustomer): boolean {
  return revoked.some((each) => each.objectId === objectId);
}

function editOf(root: string, { file }: Located<Customer>, mark: RevokedAtCustomer): FileEdit[] {
  const read = readTextFile(join(root, file), "definition", OWN);
  const edited = read.ok ? markedAtCustomer(read.value, file, mark) : undefined;
  return read.ok && edited !== undefined ? [{ path: file, text: read.value, edited }] : [];
}

function isSameSet(a: readonly Customer[], b: readonly Customer[]): boolean {
  return JSON.stringify(canonicalSet(a)) === JSON.stringify(canonicalSet(b));
}
