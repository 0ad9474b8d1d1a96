import { expect, test } from "vitest";
import type { Fault, FaultKind } from "../../lib/emulator/faults.ts";
import { parseFault } from "../../lib/emulator/parse-fault.ts";
import { definition, PROPERTIES, SmallAzure } from "../support/azure.ts";

const WRITE = "Microsoft.ManagedServices/registrationDefinitions/write";
const put = (azure: SmallAzure) => azure.ask("PUT", definition("1"), { body: { properties: PROPERTIES } });

const SEEN: Readonly<Record<FaultKind["kind"], [FaultKind, number, boolean]>> = {
  throttled: [{ kind: "throttled", retryAfterSeconds: 7 }, 429, false],
  serverError: [{ kind: "serverError", status: 503 }, 503, false],
  expiredToken: [{ kind: "expiredToken" }, 401, false],
  forbidden: [{ kind: "forbidden" }, 403, false],
  responseLost: [{ kind: "responseLost" }, 0, true],
  slow: [{ kind: "slow", milliseconds: 5_000 }, 201, true],
  operationFails: [{ kind: "operationFails" }, 201, true],
};

test.each(Object.values(SEEN))(
  "the fault %j is seen once, and done is what it lets be done",
  (kind, status, done) => {
    const azure = new SmallAzure();
    azure.azure.inject({ ...kind, action: WRITE });
    expect(put(azure).status).toBe(status);
    expect(azure.azure.resources()).toHaveLength(done ? 1 : 0);
    expect(put(azure).status).toBe(done ? 200 : 201);
  },
);

test("throttling says when to come back", () => {
  const azure = new SmallAzure();
  azure.azure.inject({ kind: "throttled", retryAfterSeconds: 7, action: WRITE });
  expect(put(azure).headers).toEqual({ "Retry-After": "7" });
});

test("a slow operation takes the time it was given", () => {
  const azure = new SmallAzure();
  azure.azure.inject({ kind: "slow", milliseconds: 5_000, action: WRITE });
  expect(put(azure).headers["Retry-After"]).toBe("5");
  azure.now += 4_999;
  expect(azure.ask("GET", definition("1")).body.properties.provisioningState).toBe("Accepted");
  azure.now += 1;
  expect(azure.ask("GET", definition("1")).body.properties.provisioningState).toBe("Succeeded");
});

test("a fault hits so many requests of its action, after so many others", () => {
  const azure = new SmallAzure();
  azure.azure.inject({ kind: "forbidden", action: WRITE.toUpperCase(), after: 1, count: 2 });
  expect(azure.ask("GET", definition("1")).status).toBe(404);
  expect([put(azure), put(azure), put(azure), put(azure)].map(({ status }) => status)).toEqual([
    201, 403, 403, 200,
  ]);
});

test("parseFault takes every kind with its numbers", () => {
  for (const [kind] of Object.values(SEEN)) {
    const fault: Fault = { ...kind, action: "*", after: 0, count: 3 };
    expect(parseFault(JSON.parse(JSON.stringify(fault)))).toEqual({ fault });
    const placed = { ...fault, path: "/subscriptions/x" };
    expect(parseFault(JSON.parse(JSON.stringify(placed)))).toEqual({ fault: placed });
  }
});

test.each([
  ["no object", null],
  ["another kind", { kind: "toString", action: "*" }],
  ["no action", { kind: "forbidden" }],
  ["a missing number", { kind: "throttled", action: "*" }],
  ["a number that it may not be", { kind: "serverError", status: 404, action: "*" }],
  ["text for a number", { kind: "forbidden", action: "*", count: "3" }],
  ["a negative count", { kind: "forbidden", action: "*", count: -1 }],
  ["a path that is not text", { kind: "forbidden", action: "*", path: 1 }],
  ["an unknown property", { kind: "forbidden", action: "*", often: 3 }],
  ["another kind's number", { kind: "forbidden", action: "*", milliseconds: 3 }],
])("parseFault refuses %s", (_, input) => {
  expect(parseFault(input)).toEqual({ problem: expect.any(String) });
});
