/*
 * Text of users must keep its value under every evaluation of the file: Terraform evaluates `${…}` and `%{…}` in every
 * JSON string, and cdktf replaces its own tokens wherever it finds their markers.
 */

/** Expressions that break up a cdktf marker. Terraform evaluates constants there, and never text of users. */
const BREAKERS = /\$\$\{|%%\{|\$\{"(Token|Value|e)"\}|\$\{|%\{/g;

/** cdktf reads these whole strings as a lost map token and refuses them. */
const MAP_TOKEN_VALUES = /^((?:String|Any) Map Token )Value$/;

/** Numbers that cdktf finds in every string. It reads doubles with these upper 16 bits as its own tokens. */
const NUMBERS = /[-|\d.+]+e[-|\d.eE+]+/g;
const TOKEN_NUMBER_MARK = 0xfbff;

/**
 * The Terraform JSON string whose value is exactly this text. It holds under Terraform and under cdktf's token
 * resolution.
 */
export function terraformLiteral(text: string): string {
  // by functions: in a replacement text `$$` means one `$`, and the escape would be lost
  return text
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{")
    .replaceAll("TfToken[", () => 'Tf${"Token"}[')
    .replace(MAP_TOKEN_VALUES, (_, beginning) => `${beginning}\${"Value"}`)
    .replace(NUMBERS, breakTokenNumber);
}

/**
 * The text that Terraform makes of a string from {@link terraformLiteral}. Undefined where it would evaluate anything
 * else.
 */
export function literalText(encoded: string): string | undefined {
  let evaluated = false;
  const text = encoded.replace(BREAKERS, (match, constant: string | undefined) => {
    if (constant !== undefined) return constant;
    if (match === "$${") return "${";
    if (match === "%%{") return "%{";
    evaluated = true;
    return match;
  });
  return evaluated ? undefined : text;
}

function breakTokenNumber(number: string): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Number.parseFloat(number));
  return bits.getUint16(0) === TOKEN_NUMBER_MARK ? number.replace("e", () => '${"e"}') : number;
}
