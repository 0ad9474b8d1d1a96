/*
 * What the script of the access page is given. Every text is stored once, because fleets repeat them, and is ready to show.
 */

/** Number of a text in `texts`. */
export type TextNumber = number;

/** A principal as the page names it. */
export interface AccessPrincipal {
  readonly name: TextNumber;
  /** Object id. */
  readonly id: TextNumber;
  /** Group, user, service principal; empty where it is not known. */
  readonly type: TextNumber;
}

/** A customer by name and id; equal where it has no name. */
export type AccessCustomer = readonly [name: TextNumber, id: TextNumber];

/** One box of the picture of a reach. */
export interface ReachBox {
  readonly title: TextNumber;
  readonly about: TextNumber;
  /** Index of the severity, the worst first; -1 for none. */
  readonly severity: number;
  /** Whether it is reached by a known way only. */
  readonly isStep: boolean;
}

/** A line between boxes of neighbouring columns. */
export interface ReachLine {
  /** Column of its left end. */
  readonly column: number;
  readonly from: number;
  readonly to: number;
  /** Number of customers. */
  readonly customers: number;
  readonly severity: number;
  readonly isStep: boolean;
}

/** One power of a principal: a row of the blast radius. */
export interface ReachPower {
  readonly severity: number;
  readonly can: TextNumber;
  readonly customers: number;
  /** At once, after activation, by a managed identity, by a known way. */
  readonly use: TextNumber;
  readonly isNear: boolean;
  /** Roles or known ways that give it. */
  readonly by: TextNumber;
  /** Operations that decide it. */
  readonly operations: TextNumber;
}

/** Everything that a principal reaches. */
export interface PrincipalReachData {
  /** One sentence. */
  readonly verdict: TextNumber;
  /** Columns of the picture: who, roles, customers, powers, powers by known ways. */
  readonly columns: readonly (readonly ReachBox[])[];
  readonly lines: readonly ReachLine[];
  readonly powers: readonly ReachPower[];
  /** What the words leave out, and what the principal cannot do; sentences. */
  readonly notes: readonly TextNumber[];
}

/** A grant without its place: fleets repeat few of them at thousands of places. */
export type GrantKind = readonly [
  /** Index into `principals`. */
  principal: number,
  role: TextNumber,
  roleId: TextNumber,
  terms: TextNumber,
  isStanding: 0 | 1,
  /** Index of the severity, the worst first. */
  severity: number,
  source: TextNumber,
];

/** A scope of a customer: indices into `customers` and `shapes`. */
export type GrantPlace = readonly [customer: number, scope: TextNumber, shape: number];

/** All data of an access page. */
export interface AccessPageData {
  readonly texts: readonly string[];
  /** Number of customers that the side covers. */
  readonly total: number;
  readonly customers: readonly AccessCustomer[];
  readonly principals: readonly AccessPrincipal[];
  /** One for each of the first principals; empty where the question is narrowed. */
  readonly reaches: readonly PrincipalReachData[];
  /** Number of grants: those of each place's shape. */
  readonly count: number;
  readonly kinds: readonly GrantKind[];
  /** What is granted at a place: indices into `kinds`. */
  readonly shapes: readonly (readonly number[])[];
  readonly places: readonly GrantPlace[];
}
