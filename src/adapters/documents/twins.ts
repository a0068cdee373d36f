import type { DocumentFormat } from "../../domain/corpus.ts";
import { formatOf } from "./formats.ts";
import { stemOf } from "./read-document.ts";

/** One text under its id, and the files that hold it, the one to prefer first. */
export type Candidate = { readonly id: string; readonly files: readonly string[] };

/** XML knows its paragraphs and a PDF its pages; a text beside them was made from them. */
const PREFERENCE: readonly (readonly DocumentFormat[])[] = [["jats"], ["pdf"], ["text", "markdown"]];

/** Files of one stem, the twins among them together. */
function groupTwins(files: readonly string[]): readonly (readonly string[])[] {
  const ranked = PREFERENCE.map((formats) =>
    files.filter((file) => formats.some((format) => format === formatOf(file))),
  );
  const [xml = [], pdf = []] = ranked;
  const twins = xml.length + pdf.length > 0 ? ranked.flat() : [];
  const others = files.filter((file) => !twins.includes(file)).map((file) => [file]);
  return twins.length > 0 ? [twins, ...others] : others;
}

/** The texts of a corpus, each named by its file's stem, or by the file's whole name where the stem is taken. */
export function candidatesOf(files: readonly string[]): readonly Candidate[] {
  const taken = new Set<string>();
  return [...Map.groupBy(files, stemOf).values()].flatMap(groupTwins).map((twins) => {
    const [file = ""] = twins;
    const id = taken.has(stemOf(file)) ? file : stemOf(file);
    taken.add(id);
    return { id, files: twins };
  });
}
