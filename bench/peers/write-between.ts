import { readFileSync, writeFileSync } from "node:fs";

/** Puts text between a file's markers `<!-- name:begin -->` and `<!-- name:end -->`. */
export function writeBetween(file: string, name: string, text: string): void {
  const before = readFileSync(file, "utf8");
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks the markers ${begin} and ${end}`);
  writeFileSync(file, `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`);
}
