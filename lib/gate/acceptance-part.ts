/** Prefix of acceptance records beside paths. No folder of a repository can have this name. */
const ACCEPTANCE_PREFIX = "acceptance:";

/** The part of a digest for the record of a customer: `acceptance:<customer>`. */
export function acceptancePart(customer: string): string {
  return ACCEPTANCE_PREFIX + customer;
}

/** Whether a part is the record of a customer's acceptance. */
export function isAcceptancePart(path: string): boolean {
  return path.startsWith(ACCEPTANCE_PREFIX);
}
