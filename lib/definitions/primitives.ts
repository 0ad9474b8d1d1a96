import * as z from "zod";
import {
  ID_PATTERN,
  PLAN_ID_PATTERN,
  RESOURCE_GROUP_PATTERN,
  VERSION_PATTERN,
} from "../delegation/identifiers.ts";
import { GUID_PATTERN } from "../values/guid.ts";

/*
 * The message of each primitive says what is allowed: read-problems.ts adds what is wrong and what was received.
 * Text is normalized to NFC because Terraform does so: what it decodes is then what was defined.
 */

/**
 * Control characters, surrogate halves and bidirectional overrides. They are never needed, and can fake what a reader
 * sees.
 */
const UNSEEN = "\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069";
const LINE = new RegExp(`^[^${UNSEEN}]+$`, "u");
const LINES = new RegExp(`^(?:[^${UNSEEN}]|\\n)*$`, "u");

/**
 * Refusal of a placeholder `<what to fill in>` of starting files and samples. The customer would read it in the portal.
 */
const OWN_TEXT = {
  error: "text of your own in place of the one in angle brackets",
  params: { problem: "has a placeholder in angle brackets" },
};

function isOwnText(text: string): boolean {
  return !/<[^<>\n]+>/.test(text);
}

/** GUIDs of one digit, 0, 1 or f: placeholders of samples. Azure gives them to nothing that can be delegated. */
const PLACEHOLDER_GUID = /^([01f])\1{7}(?:-\1{4}){3}-\1{12}$/i;

/** An offer's or customer's id. */
export const id: z.ZodType<string, string> = z
  .string("an id as text")
  .regex(ID_PATTERN, "2 to 50 characters: a lower-case letter, then lower-case letters, digits and hyphens");

/** A plan's id. */
export const planId: z.ZodType<string, string> = z
  .string("a plan id as text")
  .regex(
    PLAN_ID_PATTERN,
    "1 to 50 lower-case letters, digits, hyphens and underscores, beginning with a letter or digit",
  );

const GUID = "a GUID such as 8f1e2d3c-0000-4000-8000-0123456789ab";

/** A GUID in either case; lower case when read. */
export const guid: z.ZodType<string, string> = z
  .string(GUID)
  .regex(GUID_PATTERN, GUID)
  .refine((text) => !PLACEHOLDER_GUID.test(text), {
    error: "the GUID that Azure shows for it",
    params: { problem: "is a placeholder" },
  })
  .transform((text) => text.toLowerCase());

/** A plan version. */
export const version: z.ZodType<string, string> = z
  .string('a version as text: "1.0.0"')
  .regex(VERSION_PATTERN, "a version n.n.n without leading zeros, such as 1.0.0");

/** One line of text that people read. */
export const line: z.ZodType<string, string> = z
  .string("a line of text")
  .regex(LINE, "one line of text, not empty, without control or direction characters")
  .transform((text) => text.normalize("NFC"))
  .refine((text) => text.trim() !== "", "text that is not only white space")
  .refine(isOwnText, OWN_TEXT);

/** A day of the calendar. */
export const day: z.ZodType<string, string> = z.iso.date("a day as YYYY-MM-DD");

/** The parts of the mark on a revoked principal. */
export const revocation = {
  since: day.describe("The day of the revocation."),
  reason: line.describe("Why its access is taken away."),
};

/** Several lines of text; may be empty. */
export const lines: z.ZodType<string, string> = z
  .string("text")
  .regex(LINES, "text without control or direction characters; line breaks as \\n")
  .transform((text) => text.normalize("NFC"))
  .refine(isOwnText, OWN_TEXT);

/** A resource group's name. */
export const resourceGroupName: z.ZodType<string, string> = z
  .string("a resource group's name as text")
  .regex(
    RESOURCE_GROUP_PATTERN,
    "1 to 90 letters, digits, hyphens, underscores, periods and parentheses, not ending in a period",
  )
  .transform((text) => text.normalize("NFC"));

/** The cloud of a tenant. */
export const cloud = z.enum(["public", "usGovernment", "china"]);

/** Whether access may only grow as far as its acceptance is recorded. */
export const acceptanceDemand = z.enum(["required", "optional"]);

/** Warnings that the author accepts. */
export const accepts = z
  .array(
    z.strictObject({
      rule: z
        .string()
        .regex(/^LH\d{3}$/, "a rule's code such as LH013")
        .describe("Code of the rule whose warnings are accepted."),
      reason: line.describe("Why the warning is accepted."),
      at: line
        .optional()
        .describe("Only findings at or below this path, as findings print it; without it, all."),
    }),
    "a list of { rule, reason }",
  )
  .default([]);
