/** A value, or why there is none. Expected failures are values; exceptions are defects. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A result with its value. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A result without a value, and why. */
export function failed<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/**
 * Runs steps of which each may fail: `yield* take(step())` gives the step's value, or ends all of them with its error.
 */
export function attempt<T, E>(steps: () => Generator<E, T, never>): Result<T, E> {
  const { done, value } = steps().next();
  return done === true ? success(value) : failed(value);
}

/** As {@link attempt}, for steps that wait: `yield* take(await step())`. */
export async function attemptAsync<T, E>(steps: () => AsyncGenerator<E, T, never>): Promise<Result<T, E>> {
  const { done, value } = await steps().next();
  return done === true ? success(value) : failed(value);
}

/** The value of a step inside {@link attempt}. */
export function* take<T, E>(step: Result<T, E>): Generator<E, T, unknown> {
  if (step.ok) return step.value;
  yield step.error;
  throw new Error("a step was resumed after its error");
}

/** The values of all results, or every error of those that failed, in their order. */
export function collect<T, E>(results: Iterable<Result<T, readonly E[]>>): Result<T[], E[]> {
  const values: T[] = [];
  const errors: E[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.value);
    else for (const error of result.error) errors.push(error);
  }
  return errors.length > 0 ? failed(errors) : success(values);
}
