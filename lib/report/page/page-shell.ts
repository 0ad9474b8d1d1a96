// hashing a page's own script and style is arithmetic, no dependency on the machine

import { createHash } from "node:crypto";
import { forHtml } from "../escape.ts";

/** A page without its frame. */
export interface PageContent {
  /** Code of the language (BCP 47). */
  readonly language: string;
  readonly title: string;
  readonly style: string;
  /** @default - the page has no script */
  readonly script?: string;
  /** HTML of the body, without the script. */
  readonly body: string;
}

/**
 * One self-contained HTML file. Its content security policy allows its own style and script alone, by their hashes. It
 * thus uses no network, and nothing that a definition could bring along.
 */
export function pageHtml({ language, title, style, script, body }: PageContent): string {
  const scripts = script === undefined ? "" : ` script-src '${hash(script)}';`;
  const policy = `default-src 'none'; style-src '${hash(style)}';${scripts} base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${forHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
