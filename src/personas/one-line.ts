/**
 * A model's words on one line, cut at a word where they run on.
 *
 * @example oneLine(" Clear\n doses ", 80) // "Clear doses"
 */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : line.slice(0, longest).replace(/\s\S*$/, "");
}
