/**
 * Puts a comment on the one block of a fragment. Terraform ignores `//` keys; the names in them let a reviewer
 * read a file full of GUIDs. Not by cdktf's overrides: it lists each of those in the file's metadata.
 */
export function withComment<T extends object>(fragment: T, comment: Readonly<Record<string, string>>): T {
  for (const types of Object.values(blocksOf(fragment))) {
    for (const blocks of Object.values(blocksOf(types))) {
      for (const block of Object.values(blocksOf(blocks))) Object.assign(blocksOf(block["//"]), comment);
    }
  }
  return fragment;
}

interface Blocks {
  readonly [name: string]: Blocks;
}

function blocksOf(value: unknown): Blocks {
  return typeof value === "object" && value !== null ? (value as Blocks) : {};
}
