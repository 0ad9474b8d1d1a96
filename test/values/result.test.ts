import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attempt,
  attemptAsync,
  collect,
  failed,
  mapResult,
  type Result,
  success,
  take,
} from "../../lib/values/result.ts";

const anyResult: fc.Arbitrary<Result<number, string>> = fc.oneof(
  fc.integer().map((value) => success(value)),
  fc.string().map((error) => failed(error)),
);

/** What a run of steps does, in order. */
type Log = string[];

function sumOf(steps: readonly Result<number, string>[], log: Log): Result<number, string> {
  return attempt(function* () {
    let sum = 0;
    for (const [index, step] of steps.entries()) {
      log.push(`step ${index}`);
      sum += yield* take(step);
    }
    return sum;
  });
}

function sumOfAsync(steps: readonly Result<number, string>[], log: Log): Promise<Result<number, string>> {
  return attemptAsync(async function* () {
    let sum = 0;
    for (const [index, step] of steps.entries()) {
      log.push(`step ${index}`);
      sum += yield* take(await Promise.resolve(step));
    }
    return sum;
  });
}

test("mapResult changes a value and leaves a failure alone", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      expect(mapResult(result, (value) => value)).toEqual(result);
      expect(mapResult(result, String)).toEqual(result.ok ? success(String(result.value)) : result);
    }),
  );
});

describe("attempt", () => {
  test("gives the value of steps that all succeed, and the first failure of others, running nothing behind it", () => {
    fc.assert(
      fc.property(fc.array(anyResult), (steps) => {
        const log: Log = [];
        const first = steps.findIndex((step) => !step.ok);
        const sum = steps.reduce((total, step) => total + (step.ok ? step.value : 0), 0);
        expect(sumOf(steps, log)).toEqual(first === -1 ? success(sum) : steps[first]);
        expect(log).toHaveLength(first === -1 ? steps.length : first + 1);
      }),
    );
  });

  test("of one step is that step", () => {
    fc.assert(
      fc.property(anyResult, (step) => {
        const taken = attempt(function* () {
          return yield* take(step);
        });
        expect(taken).toEqual(step);
      }),
    );
  });

  test.each([
    [success(1), success(1), ["inner", "outer"]],
    [failed("no"), failed("no"), ["inner", "outer"]],
  ])("runs every finally after %j", (step: Result<number, string>, result, expected) => {
    const log: Log = [];
    const run = attempt(function* () {
      try {
        try {
          return yield* take(step);
        } finally {
          log.push("inner");
        }
      } finally {
        log.push("outer");
      }
    });
    expect(run).toEqual(result);
    expect(log).toEqual(expected);
  });

  test("keeps the first failure where a finally fails too, and runs the outer one", () => {
    const log: Log = [];
    const run = attempt(function* () {
      try {
        try {
          return yield* take<number, string>(failed("first"));
        } finally {
          yield* take<number, string>(failed("second"));
        }
      } finally {
        log.push("outer");
      }
    });
    expect(run).toEqual(failed("first"));
    expect(log).toEqual(["outer"]);
  });

  test("lets an exception through, after every finally", () => {
    const log: Log = [];
    const run = () =>
      attempt(function* () {
        try {
          yield* take<number, string>(success(1));
          throw new Error("a defect");
        } finally {
          log.push("finally");
        }
      });
    expect(run).toThrow("a defect");
    expect(log).toEqual(["finally"]);
  });

  test("can stand inside another: a failure taken there ends that one alone, unless it is taken again", () => {
    const inner = () =>
      attempt(function* () {
        return yield* take<number, string>(failed("inner"));
      });
    expect(
      attempt(function* () {
        return [yield* take(success(1)), inner().ok];
      }),
    ).toEqual(success([1, false]));
    expect(
      attempt(function* () {
        return yield* take(inner());
      }),
    ).toEqual(failed("inner"));
  });
});

describe("attemptAsync", () => {
  test("does as attempt does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyResult), async (steps) => {
        const [log, asyncLog]: [Log, Log] = [[], []];
        expect(await sumOfAsync(steps, asyncLog)).toEqual(sumOf(steps, log));
        expect(asyncLog).toEqual(log);
      }),
    );
  });

  test("waits for every finally before it gives the failure", async () => {
    const log: Log = [];
    const run = await attemptAsync(async function* () {
      try {
        try {
          return yield* take<number, string>(failed("first"));
        } finally {
          await Promise.resolve();
          log.push("inner");
          yield* take<number, string>(failed("second"));
        }
      } finally {
        await Promise.resolve();
        log.push("outer");
      }
    });
    expect(run).toEqual(failed("first"));
    expect(log).toEqual(["inner", "outer"]);
  });

  test("lets an exception through", async () => {
    const run = attemptAsync(async function* () {
      yield* take(success(1));
      throw new Error("a defect");
    });
    await expect(run).rejects.toThrow("a defect");
  });
});

test("collect gives all values, or all errors, in their order", () => {
  const results = fc.array(
    fc.oneof(
      fc.integer().map((value) => success(value)),
      fc.array(fc.string(), { minLength: 1 }).map((errors) => failed(errors)),
    ),
  );
  fc.assert(
    fc.property(results, (each) => {
      const errors = each.flatMap((result) => (result.ok ? [] : result.error));
      const values = each.flatMap((result) => (result.ok ? [result.value] : []));
      expect(collect(each)).toEqual(errors.length > 0 ? failed(errors) : success(values));
    }),
  );
});
