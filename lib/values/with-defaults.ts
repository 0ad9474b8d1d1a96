/** A type of which some properties may be left out, because a default stands in for them. */
export type WithDefaults<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: T[P] | undefined };
