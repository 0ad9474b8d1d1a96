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

/** The result with another value; a failure stays as it is. */
export function mapResult<T, U, E>(result: Result<T, E>, map: (value: T) => U): Result<U, E> {
  return result.ok ? success(map(result.value)) : result;
}

/**
 * Runs steps of which each may fail: `yield* take(step())` gives the step's value, or ends the run with its error.
 * Every `finally` among the steps runs. An exception passes through.
 */
export function attempt<T, E>(steps: () => Generator<E, T, unknown>): Result<T, E> {
  const running = steps();
  const { done, value } = running.next();
  if (done === true) return success(value);
  // a generator that is left alone keeps its `finally` waiting; one that yields there is ended again
  while (running.return(value as never).done !== true);
  return failed(value);
}

/** As {@link attempt}, for steps that wait: `yield* take(await step())`. */
export async function attemptAsync<T, E>(steps: () => AsyncGenerator<E, T, unknown>): Promise<Result<T, E>> {
  const running = steps();
  const { done, value } = await running.next();
  if (done === true) return success(value);
  while ((await running.return(value as never)).done !== true);
  return failed(value);
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
