/**
 * What writes the stacks: the constructs on cdktf, the same constructs on its continuation cdktn, or keeper's own encoder,
 * which needs neither. All give the same bytes (issue 25).
 */
export const ENGINES = ["cdktf", "cdktn", "json"] as const;

/** One of {@link ENGINES}. */
export type Engine = (typeof ENGINES)[number];
