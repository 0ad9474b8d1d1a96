import { SEVERITIES } from "./state.ts";

/** A severity as bars and its word. */
export function Level({ severity }: { readonly severity: number }) {
  const word = SEVERITIES[severity] ?? "none";
  return (
    <span class={`level ${word}`}>
      <span class={`bars b${SEVERITIES.length - severity}`} aria-hidden="true" />
      {word}
    </span>
  );
}
