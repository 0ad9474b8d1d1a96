import { count } from "../phrases.ts";

/**
 * A note on what waves do with a change that takes access away.
 *
 * @param narrowing those customers
 * @param changed how many customers have a change of access
 */
export function waveNotes({
  narrowing,
  changed,
}: {
  readonly narrowing: readonly string[];
  readonly changed: number;
}): string[] {
  const where =
    narrowing.length === changed
      ? `${count(changed, "customer")}, and does nothing else to access`
      : `${narrowing.length} of ${count(changed, "customer")}`;
  return [
    `takes access away from ${where}. This estate has waves.yaml: there it waits for no earlier commit, but for the step of each customer. An apply as an emergency (keeper fleet --emergency) reaches all customers at once`,
  ];
}
