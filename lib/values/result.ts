/** A value, or the error that prevented it. Expected failures are values; exceptions are defects. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Makes a result with a value. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Makes a result with an error. */
export function failed<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** Maps the value of a result. An error is returned unchanged. */
export function mapResult<T, U, E>(result: Result<T, E>, map: (value: T) => U): Result<U, E> {
  return result.ok ? success(map(result.value)) : result;
}

/**
 * Runs steps that may fail. `yield* take(step())` returns the step's value, or ends the run with its error. Every
 * `finally` among the steps runs. Exceptions are not caught.
 */
export function attempt<T, E>(steps: () => Generator<E, T, unknown>): Result<T, E> {
  const running = steps();
  const { done, value } = running.next();
  if (done === true) return success(value);
  // `return` runs the generator's `finally` blocks; a `finally` that yields needs another `return`
  while (running.return(value as never).done !== true);
  return failed(value);
}

/** As {@link attempt}, for asynchronous steps: `yield* take(await step())`. */
export async function attemptAsync<T, E>(steps: () => AsyncGenerator<E, T, unknown>): Promise<Result<T, E>> {
  const running = steps();
  const { done, value } = await running.next();
  if (done === true) return success(value);
  while ((await running.return(value as never)).done !== true);
  return failed(value);
}

/** Returns a step's value inside {@link attempt}, or ends the run with its error. */
export function* take<T, E>(step: Result<T, E>): Generator<E, T, unknown> {
  if (step.ok) return step.value;
  yield step.error;
  throw new Error("a step was resumed after its error");
}

/** Combines results: all values, or all errors of those that failed, in order. */
export function collect<T, E>(results: Iterable<Result<T, readonly E[]>>): Result<T[], E[]> {
  const values: T[] = [];
  const errors: E[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.value);
    else for (const error of result.error) errors.push(error);
  }
  return errors.length > 0 ? failed(errors) : success(values);
}
