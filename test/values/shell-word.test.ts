import { expect, test } from "vitest";
import { command } from "../../lib/values/shell-word.ts";

test.each([
  [["keeper", "adopt", "azure"], "keeper adopt azure"],
  [["keeper", "adopt", "my azure; rm -rf ~"], "keeper adopt 'my azure; rm -rf ~'"],
  [["az", "it's"], "az 'it'\\''s'"],
  [["az", "/subscriptions/1/resourceGroups/a(b)"], "az '/subscriptions/1/resourceGroups/a(b)'"],
])("words %j are typed as they are meant", (words, typed) => {
  expect(command(...words)).toBe(typed);
});
