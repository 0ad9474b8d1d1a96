import { type CodeValue, codeProperties, codeText, Expression } from "../documents/code-text.ts";
import type { AdoptedCustomer } from "./adoption.ts";
import { codeName, UsedNames } from "./ids.ts";

/** Words that cannot name an import of a customer's module. */
export const RESERVED: ReadonlySet<string> = new Set(
  `abstract arguments as async await boolean break case catch class const continue debugger declare default
  defineCustomer defineDelegation delete do else enum eval export extends false finally for from function get if
  implements import in instanceof interface let new null of package private protected public return set static super
  switch this throw true try type typeof undefined var void while with yield`.split(/\s+/),
);

/** A customer as a TypeScript module. @param fileOf file of an offer in `offers/`; undefined where it is data */
export function customerModule(
  customer: AdoptedCustomer,
  fileOf: (offer: string) => string | undefined,
): string {
  const used = new UsedNames(RESERVED, "");
  const imports = new Map<string, { readonly name: string; readonly file: string }>();
  for (const { offer } of customer.delegations) {
    const file = fileOf(offer);
    if (file !== undefined && !imports.has(offer))
      imports.set(offer, { name: used.take(codeName(offer, "offer")), file });
  }
  const delegations = customer.delegations.map(({ offer, ...delegation }): CodeValue => {
    const imported = imports.get(offer);
    const value = codeProperties(delegation);
    if (imported === undefined) return { offer, ...value };
    return new Expression(`defineDelegation(${imported.name}, ${codeText(value, "    ", 1_000)})`);
  });
  const value = codeProperties({ ...customer, delegations });
  const functions = imports.size > 0 ? "defineCustomer, defineDelegation" : "defineCustomer";
  const lines = [...imports.values()].map(
    ({ name, file }) => `import ${name} from ${JSON.stringify(`../${file}`)};\n`,
  );
  return `import { ${functions} } from "azure-lighthouse-keeper";
${lines.join("")}
export default defineCustomer(${codeText(value, "", 1_000)});
`;
}
