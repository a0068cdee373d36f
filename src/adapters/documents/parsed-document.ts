/** What a parser makes of a file: per page (one without number where a format has none) its raw text and clean paragraphs. */
export type ParsedDocument = {
  readonly title: string | null;
  readonly pages: readonly ParsedPage[];
};

export type ParsedPage = {
  readonly number: number | null;
  readonly raw: string;
  readonly paragraphs: readonly string[];
};
