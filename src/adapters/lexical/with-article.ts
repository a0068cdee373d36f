/** A noun with its indefinite article: "an agent", "a user". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) && !/^(?:uni|use|eu)/.test(noun) ? "an" : "a"} ${noun}`;
}
