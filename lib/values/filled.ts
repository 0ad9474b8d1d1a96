/** What stands for a value as it was written once the defaults of some properties are filled in. */
export type Filled<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: Exclude<T[P], undefined> };
