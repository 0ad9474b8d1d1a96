import { inspect } from "node:util";
import { expect, test } from "vitest";
import { AccessToken } from "../../lib/azure/access-token.ts";
import { type SignedIn, TenantTokens } from "../../lib/azure/tenant-tokens.ts";

const MINUTE = 60_000;
const CANARY = "canary-token-value";

function made(value: string, expiresAt: number): AccessToken {
  const token = AccessToken.from(value, expiresAt, 0);
  if (token === undefined) throw new Error("no token");
  return token;
}

/** Tokens of a sign-in that counts, with a clock. */
function counting(lifetime: number, fail: (count: number) => boolean = () => false) {
  const state = { now: 0, count: 0 };
  const tokens = new TenantTokens(
    async (): Promise<SignedIn> => {
      state.count++;
      if (fail(state.count)) return { ok: false, error: "unreachable" };
      return { ok: true, value: made(`token-${state.count}`, state.now + lifetime) };
    },
    () => state.now,
  );
  const get = async (refused?: AccessToken) => tokens.token("t", "arm", refused);
  return { state, get };
}

test("a token is used for all requests, and renewed before it expires", async () => {
  const { state, get } = counting(60 * MINUTE);
  await Promise.all(Array.from({ length: 9 }, () => get()));
  state.now = 54 * MINUTE;
  await get();
  expect(state.count).toBe(1);
  state.now = 56 * MINUTE;
  await Promise.all(Array.from({ length: 9 }, () => get()));
  expect(state.count).toBe(2);
});

test("a token that Azure refused is replaced once, whoever of many says so", async () => {
  const { state, get } = counting(60 * MINUTE);
  const first = await get();
  if (!first.ok) throw new Error("refused");
  const again = await Promise.all(Array.from({ length: 5 }, () => get(first.value)));
  expect(state.count).toBe(2);
  expect(new Set(again.map((each) => each.ok && each.value.authorization()))).toEqual(
    new Set(["Bearer token-2"]),
  );
});

test("a short-lived token is not renewed with every request", async () => {
  const { state, get } = counting(2 * MINUTE);
  for (let count = 0; count < 20; count++) await get();
  expect(state.count).toBe(1);
  state.now = MINUTE;
  await get();
  expect(state.count).toBe(2);
});

test("where a renewal fails, the former token is used as long as it is valid", async () => {
  const { state, get } = counting(60 * MINUTE, (count) => count > 1);
  const first = await get();
  state.now = 58 * MINUTE;
  expect(await get()).toEqual(first);
  state.now = 61 * MINUTE;
  expect(await get()).toEqual({ ok: false, error: "unreachable" });
});

test("a token shows nothing of itself, wherever it is printed", () => {
  const token = made(CANARY, 1);
  const shown = [
    String(token),
    `${token}`,
    JSON.stringify({ token }),
    inspect(token, { showHidden: true, depth: 9 }),
    inspect(new Error("failed", { cause: { token } })),
    Object.entries(token).join(),
  ];
  expect(shown.join("\n")).not.toContain(CANARY);
  expect(token.authorization()).toContain(CANARY);
});

test.each(["", "a b", "a\r\nb", 'a"', undefined, 7, "ü"])("%j is no token", (value) => {
  expect(AccessToken.from(value, 1, 0)).toBeUndefined();
});

test("the tenant and the expiry are read from the token where nothing else names them", () => {
  const claims = Buffer.from(JSON.stringify({ exp: 5, tid: "ABC" })).toString("base64url");
  const token = AccessToken.from(`x.${claims}.y`, undefined, 0);
  expect([token?.expiresAt, token?.tenantId]).toEqual([5_000, "abc"]);
  expect(AccessToken.from("opaque", undefined, 7)?.expiresAt).toBe(300_007);
});
