/**
 * Adds a comment to the single block of a fragment. Terraform ignores `//` keys; their names explain the GUIDs to
 * reviewers. cdktf's overrides are unsuitable: cdktf lists each one in the stack's metadata.
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
