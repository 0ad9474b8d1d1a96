import { forTerminal } from "../escape.ts";
import { count } from "../phrases.ts";

/** A subscription, and where its package was written. */
interface Exported {
  readonly customer: string;
  readonly subscription: string;
  readonly folder: string | undefined;
}

/** Which packages were written, and what to do with them. */
export function exportText(exported: readonly Exported[]): string {
  const written = exported.filter(({ folder }) => folder !== undefined);
  const lines = exported.map(({ customer, subscription, folder }) =>
    forTerminal(
      folder === undefined
        ? `${customer} / ${subscription}: nothing is delegated, so there is no package`
        : `${customer} / ${subscription}: ${folder}`,
    ),
  );
  const next =
    written.length === 0
      ? ""
      : "Send each folder to its customer. README.md in it says what is granted, and how to deploy, check and end it.\n";
  return `${lines.join("\n")}\n${count(written.length, "package")} written\n${next}`;
}

/** A plan, and where its package for any customer was written. */
interface ExportedPlan {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  readonly folder: string;
}

/** Which packages for any customer were written, and what to do with them. */
export function exportedPlansText(exported: readonly ExportedPlan[]): string {
  const lines = exported.map(({ offer, plan, version, folder }) =>
    forTerminal(`${offer}/${plan}@${version}: ${folder}`),
  );
  return `${lines.join("\n")}
${count(exported.length, "package")} written
Once a customer has deployed one, define the customer with its tenant and subscription: the GUIDs are the same.
`;
}
