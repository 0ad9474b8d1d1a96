/** How a system writes paths: Node's `path`, `path.posix` or `path.win32`. */
export interface PathFlavour {
  readonly sep: string;
  relative(from: string, to: string): string;
  isAbsolute(path: string): boolean;
}

/** The way from a folder to a path, with slashes on every system. On another drive, it is the path itself. */
export function slashPath(flavour: PathFlavour, folder: string, path: string): string {
  return flavour.relative(folder, path).split(flavour.sep).join("/");
}

/** The path inside a folder, with slashes. Empty for the folder itself. Undefined outside of it or on another drive. */
export function pathBelow(flavour: PathFlavour, folder: string, path: string): string | undefined {
  const inside = flavour.relative(folder, path);
  if (flavour.isAbsolute(inside) || inside.split(flavour.sep)[0] === "..") return undefined;
  return inside.split(flavour.sep).join("/");
}
