/** The forms that a review can have. */
export const REVIEW_FORMATS = ["terminal", "markdown", "html", "json", "sarif", "junit"] as const;

/** One of {@link REVIEW_FORMATS}. */
export type ReviewFormat = (typeof REVIEW_FORMATS)[number];

/** The forms that a decision of the gate can have. */
export const GATE_FORMATS = ["terminal", "markdown", "json"] as const;

/** One of {@link GATE_FORMATS}. */
export type GateFormat = (typeof GATE_FORMATS)[number];
