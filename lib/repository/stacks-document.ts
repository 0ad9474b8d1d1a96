import * as z from "zod";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { type Read, readAllowed } from "../documents/problem.ts";
import { factsSchema } from "../formats/stack/facts.ts";

/*
 * Output of the child process that synthesizes another revision. Definitions are programs and may print anything, so it is
 * validated; whoever uses a stack decodes its text.
 */

const stacksDocument = z.strictObject({
  stacks: z.record(z.string().regex(ID_PATTERN), z.string()),
  facts: factsSchema,
  providerLock: z.string().nullable(),
});

/** Stacks that the definitions of a revision gave. */
export interface PrintedStacks {
  /** Texts by customer id. */
  readonly stacks: Readonly<Record<string, string>>;
  readonly facts: EstateFacts;
  /** The provider lock beside every stack; null where there is none. */
  readonly providerLock: string | null;
}

/** Reads the stacks that a revision's definitions printed. */
export function readStacksDocument(document: unknown): Read<PrintedStacks> {
  return readAllowed(stacksDocument, document);
}
