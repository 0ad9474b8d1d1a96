/** `offer/plan@n.n.n`: the plan version that a definition is made from. */
export function sourceText(offer: string, plan: string, version: string): string {
  return `${offer}/${plan}@${version}`;
}

/** The last line of a definition's description. It shows the version in Azure and is never trusted for access. */
export function versionMarker(offer: string, plan: string, version: string): string {
  return `[keeper ${sourceText(offer, plan, version)}]`;
}

const MARKER = /^\[keeper ([a-z][a-z0-9-]*\/[a-z0-9][a-z0-9_-]*@\d+\.\d+\.\d+)\]$/;

/** The `offer/plan@n.n.n` that the last line of a description claims; undefined without a marker. */
export function claimedSource(description: string): string | undefined {
  // match only the last line: linear for descriptions with a million line breaks
  return MARKER.exec(description.slice(description.lastIndexOf("\n") + 1))?.[1];
}

/** A description without its marker line; unchanged without a marker. */
export function withoutMarker(description: string): string {
  if (claimedSource(description) === undefined) return description;
  return description.slice(0, Math.max(0, description.lastIndexOf("\n")));
}

/** The offer id of `offer/plan@n.n.n`. */
export function offerOfSource(source: string): string {
  return source.split("/")[0] ?? source;
}

/** `offer/plan` of `offer/plan@n.n.n`. */
export function planOfSource(source: string): string {
  return source.split("@")[0] ?? source;
}
