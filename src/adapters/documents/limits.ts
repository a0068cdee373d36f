/** What a document may cost. Each limit stops one hostile or broken file, and the others go on. */
export type Limits = {
  /** Bytes of a PDF: long illustrated reports have 10 to 40 MiB, and pdf.js keeps the file in memory. */
  readonly pdfBytes: number;
  /** Bytes of any other file: the longest novels have 4 MiB. */
  readonly textBytes: number;
  /** Characters of a document, parsed: ten of the longest novels would be no document but an accident. */
  readonly characters: number;
  /** Seconds to parse one file: dense pages take 40 ms each, so this is more than a thousand of them. */
  readonly seconds: number;
  /** MiB for one file, in the heap and again outside it: a dense page takes about 1 MiB, a bomb takes everything. */
  readonly megabytes: number;
  /** Files in a corpus: a folder with more was named by mistake. */
  readonly files: number;
};

export const LIMITS: Limits = {
  pdfBytes: 64 * 1024 * 1024,
  textBytes: 16 * 1024 * 1024,
  characters: 20_000_000,
  seconds: 60,
  megabytes: 512,
  files: 10_000,
};
