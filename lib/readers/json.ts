import { type Read, refusal } from "./problem.ts";

/** JSON, or why it is none. */
export function parseJson(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refusal("part-unknown", [], `is no JSON: ${reason}`, text);
  }
}
