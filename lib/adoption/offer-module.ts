import { type CodeValue, codeProperties, codeText, codeValue, Expression } from "../documents/code-text.ts";
import type {
  AdoptedOffer,
  WrittenAuthorization,
  WrittenEligibleAuthorization,
  WrittenPolicy,
  WrittenSet,
  WrittenTenant,
} from "./adoption.ts";
import { codeName } from "./ids.ts";

/** A managing tenant as a module that offers import. */
export function tenantModule(tenant: WrittenTenant): string {
  return [
    'import { defineManagingTenant } from "azure-lighthouse-keeper";',
    "",
    `export const managingTenant = defineManagingTenant(${codeText({ ...tenant }, "", WHOLE_LINE)});`,
    "",
  ].join("\n");
}

/** Makes the top level of a definition always broken into lines. */
const WHOLE_LINE = 1_000;

/** An offer as a TypeScript module. @param tenantFile of {@link tenantModule}, relative to the offer */
export function offerModule(offer: AdoptedOffer, tenantFile: string): string {
  const { justInTimeAccessPolicies: policies = {}, authorizationSets: sets = {}, ...rest } = offer;
  const functions = [
    ...(Object.keys(sets).length > 0 ? ["defineAuthorizationSet"] : []),
    ...(Object.keys(policies).length > 0 ? ["defineJustInTimeAccessPolicy"] : []),
    "defineOffer",
  ];
  const constants = [
    ...Object.entries(policies).map(([name, policy]) => {
      const text = codeText({ ...policyCode(policy) }, "", WHOLE_LINE);
      return `const ${policyConstant(name)} = defineJustInTimeAccessPolicy(${text});\n`;
    }),
    ...Object.entries(sets).map(
      ([name, set]) => `const ${name} = defineAuthorizationSet(${codeText(setCode(set), "", WHOLE_LINE)});\n`,
    ),
  ];
  const plans = Object.entries(rest.plans).map(([plan, { visibility, versions }]): [string, CodeValue] => [
    plan,
    {
      visibility,
      versions: Object.fromEntries(
        Object.entries(versions).map(([version, { includes, ...set }]): [string, CodeValue] => [
          version,
          { includes: includes?.map((name) => new Expression(name)), ...setCode(set) },
        ]),
      ),
    },
  ]);
  const value: Record<string, CodeValue> = {
    ...codeProperties(rest),
    managingTenant: new Expression("managingTenant"),
    plans: Object.fromEntries(plans),
  };
  return `import { ${functions.join(", ")} } from "azure-lighthouse-keeper";
import { managingTenant } from ${JSON.stringify(tenantFile)};

const { principals } = managingTenant;

${constants.map((text) => `${text}\n`).join("")}export default defineOffer(${codeText(value, "", WHOLE_LINE)});
`;
}

function policyConstant(name: string): string {
  return codeName(name, "policy");
}

function setCode({ authorizations, eligibleAuthorizations }: WrittenSet): Record<string, CodeValue> {
  return {
    authorizations: authorizations?.map(standingCode),
    eligibleAuthorizations: eligibleAuthorizations?.map(eligibleCode),
  };
}

function standingCode({ principal, role, ...rest }: WrittenAuthorization): CodeValue {
  return { principal: principalCode(principal), role: codeValue(role), ...rest };
}

function eligibleCode(authorization: WrittenEligibleAuthorization): CodeValue {
  const { principal, role, justInTimeAccessPolicy: policy, ...rest } = authorization;
  return {
    principal: principalCode(principal),
    role: codeValue(role),
    ...rest,
    justInTimeAccessPolicy:
      typeof policy === "string" ? new Expression(policyConstant(policy)) : policyCode(policy),
  };
}

function policyCode({ approvers, ...rest }: WrittenPolicy): { readonly [key: string]: CodeValue } {
  return { ...rest, approvers: approvers?.map(principalCode) };
}

function principalCode(name: string): Expression {
  const isPlain = /^[A-Za-z_$][\w$]*$/.test(name);
  return new Expression(isPlain ? `principals.${name}` : `principals[${codeText(name)}]`);
}
