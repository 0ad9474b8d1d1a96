/** `offer/plan@n.n.n`: which version of which plan a definition is made of. */
export function sourceText(offer: string, plan: string, version: string): string {
  return `${offer}/${plan}@${version}`;
}

/** The last line of a definition's description: the version in force, readable from Azure. Never trusted for access. */
export function versionMarker(offer: string, plan: string, version: string): string {
  return `[keeper ${sourceText(offer, plan, version)}]`;
}

const MARKER = /^\[keeper ([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*@\d+\.\d+\.\d+)\]$/;

/** `offer/plan@n.n.n` as the last line of a description claims it; undefined where it claims nothing. */
export function claimedSource(description: string): string | undefined {
  // the last line by itself: a description of a million line breaks costs no more
  return MARKER.exec(description.slice(description.lastIndexOf("\n") + 1))?.[1];
}

/** A description without the line that claims where it comes from; the same where it claims nothing. */
export function withoutMarker(description: string): string {
  if (claimedSource(description) === undefined) return description;
  return description.slice(0, Math.max(0, description.lastIndexOf("\n")));
}

/** The offer's id of `offer/plan@n.n.n`. */
export function offerOfSource(source: string): string {
  return source.split("/")[0] ?? source;
}

/** `offer/plan` of `offer/plan@n.n.n`. */
export function planOfSource(source: string): string {
  return source.split("@")[0] ?? source;
}
