/**
 * Engines that write the stacks: the constructs on cdktf or cdktn, or keeper's own encoder. cdktn is the continuation
 * of cdktf; the encoder needs neither. All give the same bytes.
 */
export const ENGINES = ["cdktf", "cdktn", "json"] as const;

/** One of {@link ENGINES}. */
export type Engine = (typeof ENGINES)[number];
