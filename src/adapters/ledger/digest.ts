import { createHash } from "node:crypto";

/**
 * JSON with the keys of objects in order, so that equal values give equal texts. `undefined` fields are left out.
 *
 * @example canonicalJson({ b: 1, a: [null] }) // '{"a":[null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}

/** SHA-256 of a text, 64 hexadecimal digits. */
export function digestText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What stands for a reply in rating rows: the first 16 digits of its text's digest. */
export function replyHash(reply: { readonly digest: string }): string {
  return reply.digest.slice(0, 16);
}

/** SHA-256 of a value's canonical JSON. */
export function digestValue(value: unknown): string {
  return digestText(canonicalJson(value));
}
