/** A type with some properties made optional, because they have defaults. */
export type WithDefaults<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: T[P] | undefined };
