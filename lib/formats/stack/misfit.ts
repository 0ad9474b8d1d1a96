import type { DocumentPath } from "../../documents/problem.ts";

/** Notes what does not fit with the rest of a stack: a sentence, where, and what stands there. */
export type Misfit = (problem: string, path: DocumentPath, received: unknown) => void;
