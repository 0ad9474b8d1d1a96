import type { Path } from "../../values/path.ts";

/** Notes what does not fit with the rest of a stack: a sentence, where, and what stands there. */
export type Misfit = (problem: string, path: Path, received: unknown) => void;
